package dev.plainsight.detect.sigma;

import java.util.List;
import java.util.Locale;

/**
 * What a rule says of itself.
 *
 * @param file the name of the text it came from
 * @param key what it is told apart by: its id, or else its name, or else its title
 * @param name for reference by correlations; empty where it has none
 * @param author to be credited in every finding; empty where not told
 * @param license as the rule names it; empty where not told
 * @param correlation whether it counts the matches of other rules rather than match events itself
 */
public record SigmaRule(
    String file,
    String key,
    String name,
    String title,
    String status,
    Level level,
    String author,
    String license,
    List<String> tags,
    List<String> falsePositives,
    Logsource logsource,
    boolean correlation) {

  private static final String TECHNIQUE = "attack\\.t\\d{4}(\\.\\d{3})?";

  /** The ATT&amp;CK techniques among its tags, such as {@code T1110.003}. */
  public List<String> techniques() {
    return tags.stream()
        .filter(tag -> tag.matches(TECHNIQUE))
        .map(tag -> tag.substring("attack.".length()).toUpperCase(Locale.ROOT))
        .toList();
  }
}
