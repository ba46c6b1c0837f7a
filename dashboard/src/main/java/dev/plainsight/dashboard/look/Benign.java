package dev.plainsight.dashboard.look;

import dev.plainsight.store.read.Found;
import java.util.List;
import java.util.Locale;

/**
 * A benign cause that a rule checked.
 *
 * @param answer {@code no}: ruled out; {@code yes}: it holds; {@code unknown}: could not be told
 */
public record Benign(String cause, String answer) {
  public static List<Benign> of(Found found) {
    return found.benign().stream().map(Benign::parse).toList();
  }

  private static Benign parse(String text) {
    int at = text.indexOf('=');
    return at < 0
        ? new Benign(text, "unknown")
        : new Benign(
            text.substring(0, at).replace('_', ' '),
            text.substring(at + 1).toLowerCase(Locale.ROOT));
  }

  /** What a reader is told. */
  public String sentence() {
    return switch (answer) {
      case "no" -> "ruled out";
      case "yes" -> "applies";
      default -> "not known";
    };
  }
}
