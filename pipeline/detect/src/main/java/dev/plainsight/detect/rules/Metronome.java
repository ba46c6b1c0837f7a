package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.Presence;
import dev.plainsight.detect.Rule;
import java.util.Locale;

/**
 * WF-01: input whose pauses hardly vary, in windows in a row in which nearly every minute is
 * active. One finding for as long as such windows follow each other.
 *
 * <pre>
 * minutes   0    5    10   15   20   25   30   35
 * windows   [ steady      ]
 *                [ steady      ]           2nd in a row: found, from 0 to 20
 *                     [ steady      ]      restated, to 25
 *                          [ varied      ] ends it
 * </pre>
 */
public final class Metronome extends Windowed {
  public Metronome() {
    super("WF-01");
  }

  /** Pauses add up: their number, sum and sum of squares tell how much they vary. */
  @Override
  long part(Presence slice, Rule rule) {
    return slice.getGapSumMs();
  }

  @Override
  long whole(Presence slice, Rule rule) {
    return slice.getGapN();
  }

  @Override
  double squares(Presence slice) {
    return slice.getGapSumSq();
  }

  private static Pauses pauses(Sums sums) {
    return new Pauses((int) sums.whole(), sums.part(), sums.squares());
  }

  @Override
  boolean holds(Sums window, double activeShare, Rule rule) {
    Pauses pauses = pauses(window);
    return activeShare >= rule.threshold("active_min")
        && pauses.n() >= rule.threshold("pauses_min")
        && pauses.cv() < rule.threshold("pause_cv_max");
  }

  @Override
  Draft told(Draft draft, Stretch stretch, Rule rule) {
    Pauses pauses = pauses(stretch.sums());
    double cv = pauses.cv();
    return draft
        .because(
            String.format(
                Locale.ROOT,
                "May be a mouse jiggler: pauses vary %.0f %% over %.0f minutes (rule: below %.0f %%"
                    + " in %.0f windows in a row); people rarely vary below 90 %%.",
                cv * 100,
                stretch.minutes(),
                rule.threshold("pause_cv_max") * 100,
                rule.threshold("windows_in_row")))
        .measure("pause_cv", cv, "<", "pause_cv_max", "")
        .measure("pauses", pauses.n(), ">=", "pauses_min", "pauses")
        .measure("active_share", stretch.activeShare(), ">=", "active_min", "")
        .measure("windows", stretch.windows(), ">=", "windows_in_row", "windows")
        .unknown("accessibility_tool", "tablet");
  }
}
