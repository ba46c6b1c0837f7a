package dev.plainsight.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.baseline.Level;
import dev.plainsight.scenario.Month;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MonthScoreTest {
  /** Twelve days, for nobody does anything in the first week. */
  @Test
  void aSmallCompanysDeedsAreFoundOrTheirMissIsExplained() {
    MonthScore score = MonthScore.of(new Month(1, 50, MonthScore.FIRST, 12, 6));
    Report report = new Report();
    MonthReport.tell(report, score);
    assertEquals(6, score.truth.size());
    long found = (Long) Objects.requireNonNull(report.numbers().get("month_deeds_told"));
    assertTrue(found >= 4, report.table());
    assertTrue(report.table().contains("the best known jiggler"), report.table());
    assertTrue(score.review.reviewed().size() <= MonthScore.CASES_A_DAY * 12);
    for (String line : report.table().split(System.lineSeparator(), -1)) {
      assertTrue(line.length() <= 100, line);
    }
    for (Dimension dimension : Dimension.values()) {
      List<Integer> baselines = score.sizes.baselines(dimension);
      assertFalse(baselines.isEmpty());
      assertTrue(baselines.get(baselines.size() - 1) <= 4_096, dimension + " " + baselines);
    }
  }

  @Test
  void stateIsCountedAsItIsKept() {
    assertEquals(1 + 3 + 8 + 8 + 4, StateBytes.of(new Level(1, 2, 3)));
    assertEquals(StateBytes.of(Level.NONE), StateBytes.baselines(new Of(Level.NONE, "text")));
    assertEquals(1 + 2 + 24 + 5, StateBytes.of(new Of(Level.NONE, "text")));
  }

  /** As states are: public, and flat. */
  public record Of(Level level, String text) {}
}
