package dev.plainsight.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.evidence.control.ControlText;
import dev.plainsight.evidence.control.Controls;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The population of WM-11 on the real engine: what was sent, and when it was first found. */
class CanaryPopulationTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final long SENT = Instant.parse("2026-03-02T02:30:00Z").toEpochMilli();

  @TempDir static Path folder;
  private static LiveStore live;

  @BeforeAll
  static void start() throws Exception {
    live = LiveStore.start(folder);
    new Migrations(live.store, "").apply();
    long day = MONDAY.toEpochDay();
    live.store.insert(
        EvidenceTables.CANARIES,
        List.of(
            CanaryRow.sent(day, "AC-01", SENT, 1, true),
            CanaryRow.found(day, "AC-01", SENT + 5_000, "f1"),
            CanaryRow.found(day, "AC-01", SENT + 2_000, "f2"),
            CanaryRow.sent(day, "AC-02", SENT, 3, true),
            CanaryRow.sent(day, "WF-01", SENT, 1, false)));
    // Something came in on the day before, on the day itself, and on a day without canaries.
    for (int i = -1; i <= 1; i++) {
      live.store.execute(
          "INSERT INTO evidence.batches (device_id, boot_epoch, received_at) VALUES ('laptop-1', "
              + (i + 2)
              + ", '"
              + MONDAY.plusDays(i)
              + " 10:00:00.000')");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (live != null) {
      live.close();
    }
  }

  @Test
  void eachRuleIsARowWithItsFirstFinding() {
    assertEquals(
        List.of(
            "2026-03-02 AC-01 1 2026-03-02T02:30:00.000Z yes 2026-03-02T02:30:02.000Z 2",
            "2026-03-02 AC-02 3 2026-03-02T02:30:00.000Z yes",
            "2026-03-02 WF-01 1 2026-03-02T02:30:00.000Z no"),
        population(MONDAY));
  }

  @Test
  void aDayWithEventsAndNoCanaryIsARowOfItsOwn() {
    assertEquals(List.of("2026-03-03 none 0  yes"), population(MONDAY.plusDays(1)));
  }

  @Test
  void beforeTheFirstCanaryOfAllAndWhereNothingCameThereIsNone() {
    assertEquals(List.of(), population(MONDAY.minusDays(1)));
    assertEquals(List.of(), population(MONDAY.plusDays(5)));
  }

  private static List<String> population(LocalDate day) {
    ControlText control = Controls.text(Controls.of("WM-11"));
    return live.store.query(
        new Query(control.id(), control.query()),
        Parameters.none().text("day", day.toString()).text("found_within_s", "3600"),
        row -> String.join(" ", control.columns().stream().map(row::text).toList()).strip());
  }
}
