package dev.plainsight.dashboard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.dashboard.evidence.Rounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A round of evidence that fails is on the pages of those who can mend it. */
class RoundOnPagesTest {
  private static final String SAID = "The daily round of evidence failed";

  @TempDir static Path folder;
  private static Dashboard dashboard;

  @BeforeAll
  static void start() throws IOException {
    dashboard = new Dashboard(folder);
  }

  @AfterAll
  static void stop() {
    dashboard.close();
  }

  @Test
  void aFailedRoundIsNeverSilent() throws Exception {
    dashboard.office.roundBroken = true;
    dashboard.context.getBean(Rounds.class).look();
    for (String account : List.of("owner", "it", "auditor")) {
      assertTrue(page(account, "/").contains(SAID), account);
    }
    assertTrue(page("auditor", "/evidence").contains(SAID));
    assertFalse(page("manager", "/").contains(SAID));
  }

  @Test
  void thePageAndItsJsonComeFromOnePlace() throws Exception {
    var answer = dashboard.get(dashboard.signedIn("auditor"), "/api/evidence");
    String type = answer.headers().firstValue("Content-Type").orElse("");
    assertTrue(type.startsWith("application/json"), type);
    assertTrue(answer.body().contains("\"rounds\":{\"daily\":true"), answer.body());
    assertTrue(page("auditor", "/evidence").contains("Tested daily over the whole population"));
  }

  private static String page(String account, String path) throws IOException, InterruptedException {
    return dashboard.get(dashboard.signedIn(account), path).body();
  }
}
