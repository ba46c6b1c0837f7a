package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.Presence;
import dev.plainsight.detect.Rule;
import java.util.Locale;

/**
 * WF-05: many keys, and nearly all of them are one or two, or one run.
 *
 * <pre>
 * slices     aaaaaaaaaa  abababab  x aaaaaaaaaaaaaaa
 * distinct   1           2         2
 * counted    all         all       all
 * slices     t h e   q u i c k     aaaaaaaaaaaa then
 * counted    longest run: 1        longest run: 12
 * </pre>
 */
public final class KeyRepeat extends Windowed {
  public KeyRepeat() {
    super("WF-05");
  }

  /** A slice of a few keys cannot but have few different ones: there only its run counts. */
  @Override
  long part(Presence slice, Rule rule) {
    double few = rule.threshold("distinct_max");
    boolean many = slice.getKeys() >= 5 * few;
    return many && slice.getDistinctKeys() <= few ? slice.getKeys() : slice.getLongestKeyRun();
  }

  @Override
  long whole(Presence slice, Rule rule) {
    return slice.getKeys();
  }

  @Override
  boolean holds(Sums window, double activeShare, Rule rule) {
    return window.keys() >= rule.threshold("keys_min")
        && window.share() >= rule.threshold("repeated_min");
  }

  @Override
  Draft told(Draft draft, Stretch stretch, Rule rule) {
    Sums sums = stretch.sums();
    return draft
        .because(
            String.format(
                Locale.ROOT,
                "May be a key repeater: of %d keys in %.0f minutes %.0f %% were the same one or two"
                    + " (rule: %.0f %% of at least %.0f keys in %.0f minutes).",
                sums.keys(),
                stretch.minutes(),
                sums.share() * 100,
                rule.threshold("repeated_min") * 100,
                rule.threshold("keys_min"),
                rule.threshold("window_minutes")))
        .measure("repeated_share", sums.share(), ">=", "repeated_min", "")
        .measure("keys", (double) sums.keys(), ">=", "keys_min", "keys")
        .measure("windows", stretch.windows(), ">=", "windows_in_row", "windows")
        .unknown("accessibility_tool", "game", "reading_with_arrow_keys");
  }
}
