package dev.plainsight.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.testing.Needs;
import dev.plainsight.detect.sigma.RuleText;
import dev.plainsight.detect.sigma.SigmaRule;
import dev.plainsight.detect.sigma.SigmaRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine is worth on the public rules and on recorded attacks. */
class SigmaScoreTest {
  @TempDir Path folder;

  private static SigmaRules publicRules() throws IOException {
    return SigmaRules.of(SigmaFiles.rules(Needs.sharedData("sigma/sigmahq-rules.zip")));
  }

  @Test
  void everyRecordedPositiveIsMatched() throws IOException {
    SigmaScore score = SigmaScore.of(publicRules(), Needs.sharedData("sigma/regression"));
    assertEquals(101, score.folders);
    assertEquals(List.of(), score.missed);
    assertEquals(100, score.found.size());
    assertEquals(List.of("cisco_cli_dot1x_disabled"), score.withoutEvents);
  }

  @Test
  void lateralMovementIsFoundInTheRecordedAttack() throws IOException {
    WindowsScore score =
        WindowsScore.of(publicRules(), Needs.sharedData("windows/purplesharp_ad_playbook_I.zip"));
    assertTrue(score.events.size() > 25_000, score.events.size() + " events");
    List<String> lateral = score.lateral().stream().map(SigmaRule::title).toList();
    assertTrue(lateral.contains("Remote PowerShell Session Host Process (WinRM)"), lateral + "");
  }

  @Test
  void rulesAndEventsAreReadFromFoldersToo() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/r.yml"), "title: r");
    Files.writeString(folder.resolve("a/notes.txt"), "no rule");
    assertEquals(List.of(new RuleText("a/r.yml", "title: r")), SigmaFiles.rules(folder));
    Path events = Files.writeString(folder.resolve("e.json"), "{\"a\":1}\n\n{\"a\":2} {\"a\":3}");
    assertEquals(3, SigmaFiles.events(events).size());
  }
}
