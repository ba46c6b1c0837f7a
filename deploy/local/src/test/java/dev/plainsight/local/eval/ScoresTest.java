package dev.plainsight.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.testing.Needs;
import dev.plainsight.scenario.FakingTool;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the rules are worth, kept as tests: a change that makes them worse does not pass. */
class ScoresTest {
  @Test
  void recordedPeopleAreNeverTakenForMachines() throws IOException {
    HumanScore score = HumanScore.of(Needs.sharedData("mouse"));
    assertEquals(47, score.sessions);
    assertTrue(score.busyWindows > 700, score.busyWindows + " busy windows");
    assertEquals(List.of("WF-01", "WF-02", "WF-03"), HumanScore.RULES.subList(0, 3));
    for (String rule : HumanScore.RULES) {
      assertEquals(0, score.falseWindows.get(rule), rule);
      assertEquals(0, score.falseSessions.get(rule), rule);
    }
  }

  @Test
  void sourcesThatOnlyFailAreFoundAndThoseThatLogInAreLeftAlone() throws IOException {
    AuthScore score =
        AuthScore.of(Needs.sharedData("auth/aws-host-auth.log"), OptionalInt.of(2017));
    assertEquals(7_121, score.lines.lines());
    assertEquals(127, score.failing.size());
    assertEquals(4, score.loggingIn.size());
    int byBurst = score.foundFailing("AC-01");
    int byAny = score.foundFailing(AuthScore.guessing());
    assertTrue(byBurst >= 101, "found: " + byBurst);
    assertTrue(score.foundFailing("AC-03", "AC-04") > 0, "spray and slow guessing find nothing");
    assertTrue(byAny > byBurst, "found: " + byAny);
    assertEquals(1, score.hitLoggingIn("AC-01", "AC-03"));
    // Its owner also failed on an account on which eleven strangers failed that day.
    assertEquals(1, score.hitLoggingIn("AC-04"));
  }

  @Test
  void everyToolIsCaught() {
    List<ToolScore> scores = ToolScore.all();
    assertEquals(
        List.of(FakingTool.values()),
        scores.stream().filter(ToolScore::isCaught).map(ToolScore::tool).toList());
    scores.stream()
        .filter(score -> score.tool() != FakingTool.BOARD_SLOW)
        .forEach(score -> assertTrue(score.minutesMax() <= 25, score.toString()));
  }

  @Test
  void toolsThatAreSetOtherwiseAreCaughtToo() {
    for (ToolScore score : ToolScore.jittered(10)) {
      assertEquals(score.runs(), score.caught(), score.toString());
    }
  }

  @Test
  void aFleetsEpisodesAreFoundAndNobodyElseIs() {
    FleetScore score = FleetScore.of(50, 7);
    score.recalls.forEach((rule, recall) -> assertEquals(recall.there(), recall.found(), rule));
    assertEquals(5, score.recalls.size());
    assertEquals(List.of(), score.unexplained);
  }
}
