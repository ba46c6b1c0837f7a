package dev.plainsight.detect.rules;

import dev.plainsight.detect.Rule;
import java.util.Locale;

/**
 * WF-03: a pointer that moves in nearly every minute, and nothing is done with it: no click, wheel,
 * drag or key.
 *
 * <pre>
 * moves     m m m m m m m m m m m m m m m
 * the rest                                 x
 * windows   [ 10 min: moves only ]
 *                [ moves only         ]    found
 * </pre>
 */
public final class MoveOnly extends Windowed {
  public MoveOnly() {
    super("WF-03");
  }

  @Override
  boolean holds(Sums window, double activeShare, Rule rule) {
    return window.moves() > 0
        && window.keys() + window.clicks() + window.wheel() + window.drags() == 0
        && activeShare >= rule.threshold("active_min");
  }

  @Override
  Draft told(Draft draft, Stretch stretch, Rule rule) {
    return draft
        .because(
            String.format(
                Locale.ROOT,
                "For %.0f minutes the pointer moved in %.0f %% of the minutes, and there was no"
                    + " click, wheel, drag or key (rule: %.0f %% of the minutes, in %.0f windows of"
                    + " %.0f minutes in a row).",
                stretch.minutes(),
                stretch.activeShare() * 100,
                rule.threshold("active_min") * 100,
                rule.threshold("windows_in_row"),
                rule.threshold("window_minutes")))
        .measure("active_share", stretch.activeShare(), ">=", "active_min", "")
        .measure("windows", stretch.windows(), ">=", "windows_in_row", "windows")
        .unknown("accessibility_tool", "tablet");
  }
}
