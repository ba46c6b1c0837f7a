package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.Presence;
import dev.plainsight.detect.Rule;
import java.util.Locale;

/**
 * WF-07: input that software made, not a device, for minutes on end. A session that is used from
 * afar is left out: there all input is made by software.
 *
 * <pre>
 * input      k k m m c k m m m c
 * software     x x x   x x x x    >= 50 % for 5 minutes, nearly every minute active
 * </pre>
 */
public final class Injected extends Windowed {
  public Injected() {
    super("WF-07");
  }

  @Override
  long part(Presence slice, Rule rule) {
    return slice.getRemoteSession()
        ? 0
        : (long) slice.getInjectedKeys() + slice.getInjectedMoves() + slice.getInjectedClicks();
  }

  @Override
  long whole(Presence slice, Rule rule) {
    return (long) slice.getKeys() + slice.getMoves() + slice.getClicks();
  }

  @Override
  boolean holds(Sums window, double activeShare, Rule rule) {
    return window.part() > 0
        && window.share() >= rule.threshold("injected_min")
        && activeShare >= rule.threshold("active_min");
  }

  @Override
  Draft told(Draft draft, Stretch stretch, Rule rule) {
    Sums sums = stretch.sums();
    return draft
        .because(
            String.format(
                Locale.ROOT,
                "Over %.0f minutes %.0f %% of the input was made by software, not by a mouse or a"
                    + " keyboard (rule: %.0f %% for %.0f minutes, outside remote sessions).",
                stretch.minutes(),
                sums.share() * 100,
                rule.threshold("injected_min") * 100,
                rule.threshold("window_minutes") * rule.threshold("windows_in_row")))
        .measure("injected_share", sums.share(), ">=", "injected_min", "")
        .measure("active_share", stretch.activeShare(), ">=", "active_min", "")
        .unknown("accessibility_tool", "dictation", "shared_mouse_and_keyboard");
  }
}
