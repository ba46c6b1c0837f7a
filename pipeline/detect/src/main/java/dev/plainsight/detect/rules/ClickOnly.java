package dev.plainsight.detect.rules;

import dev.plainsight.detect.Rule;
import java.util.Locale;

/**
 * WF-04: many clicks of a pointer that does not move, and no key.
 *
 * <pre>
 * clicks  c c c c c c c c c c     >= 50 in 10 minutes
 * path    ___________________     0 px
 * keys    ___________________     none
 * </pre>
 */
public final class ClickOnly extends Windowed {
  public ClickOnly() {
    super("WF-04");
  }

  @Override
  boolean holds(Sums window, double activeShare, Rule rule) {
    return window.clicks() >= rule.threshold("clicks_min")
        && window.pathPx() <= rule.threshold("path_px_max")
        && window.keys() == 0;
  }

  @Override
  Draft told(Draft draft, Stretch stretch, Rule rule) {
    Sums sums = stretch.sums();
    return draft
        .because(
            String.format(
                Locale.ROOT,
                "May be an auto-clicker: %d clicks in %.0f minutes without a key while the pointer"
                    + " moved %d px (rule: %.0f clicks in %.0f minutes, at most %.0f px).",
                sums.clicks(),
                stretch.minutes(),
                sums.pathPx(),
                rule.threshold("clicks_min"),
                rule.threshold("window_minutes"),
                rule.threshold("path_px_max")))
        .measure("clicks", (double) sums.clicks(), ">=", "clicks_min", "clicks")
        .measure("path_px", (double) sums.pathPx(), "<=", "path_px_max", "px")
        .unknown("accessibility_tool", "touch_screen", "game");
  }
}
