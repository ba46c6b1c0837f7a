package dev.plainsight.evidence.completeness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.evidence.BatchHeader;
import dev.plainsight.evidence.Drop;
import dev.plainsight.evidence.Period;
import dev.plainsight.evidence.RosterEntry;
import dev.plainsight.evidence.Rows;
import dev.plainsight.evidence.Times;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CoverageTest {
  private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 3);

  @Test
  void batchesThatFollowEachOtherAreOneSpan() {
    List<Span> spans =
        ledger(batch(1, 1, 40, "09:00", "09:10"), batch(1, 41, 60, "09:10", "09:20"));
    assertEquals(1, spans.size());
    assertEquals(60, spans.get(0).received());
  }

  @Test
  void aMissingSequenceIsAGapUnlessItWasDeclared() {
    Ledger ledger = new Ledger(List.of(new Drop("pc", 1, 41, 44)));
    ledger.add(batch(1, 1, 40, "09:00", "09:10"));
    ledger.add(batch(1, 51, 60, "09:12", "09:20"));
    Span second = ledger.spans().get(1);
    assertEquals(4, second.droppedBefore());
    assertEquals(6, second.gapBefore());
  }

  @Test
  void anEpochThatKnowsOfALaterEndShowsALostTail() {
    BatchHeader next = new BatchHeader("pc", 2, 1, 5, 44, at("12:00"), at("12:05"), false);
    assertEquals(4, ledger(batch(1, 1, 40, "09:00", "09:10"), next).get(1).gapBefore());
  }

  /**
   *
   *
   * <pre>
   * 06:00      09:00     17:00                          20:00     21:00   22:00
   * never seen [monitored STOP] off, epoch 2 knows of it [monitored] asleep [monitored] gap
   * </pre>
   */
  @Test
  void everyMinuteOfADayIsOfOneKind() {
    BatchHeader stopped = new BatchHeader("pc", 1, 1, 40, -1, at("09:00"), at("17:00"), true);
    BatchHeader back = new BatchHeader("pc", 2, 1, 10, 40, at("20:00"), at("21:00"), false);
    BatchHeader awake = new BatchHeader("pc", 2, 11, 20, -1, at("22:00"), at("23:00"), false);
    assertEquals(
        List.of("2026-11-03", "pc", "1440", "600", "180", "60", "0", "60", "540"),
        coverage(ledger(stopped, back, awake)).rows().get(0));
  }

  @Test
  void aKilledAgentStaysInTheDenominator() {
    BatchHeader killed = new BatchHeader("pc", 1, 1, 40, -1, at("00:00"), at("12:00"), false);
    BatchHeader back =
        new BatchHeader("pc", 2, 1, 10, 40, at("18:00"), Times.start(TUESDAY.plusDays(1)), false);
    Coverage.Totals totals = Coverage.totals(coverage(ledger(killed, back)));
    assertEquals(0, totals.off());
    assertEquals("75.00", totals.percent());
  }

  @Test
  void aDeviceThatNeverStartedShows() {
    RosterEntry never = new RosterEntry("new", "", "", "", TUESDAY, TUESDAY, "hr", -1);
    Rows rows = Coverage.of(List.of(never), List.of(), new Period(TUESDAY, TUESDAY.plusDays(1)));
    assertEquals(
        List.of(List.of("2026-11-03", "new", "1440", "0", "0", "0", "0", "0", "1440")),
        rows.rows());
    assertEquals("0.00", Coverage.totals(rows).percent());
  }

  private static Rows coverage(List<Span> spans) {
    RosterEntry device =
        new RosterEntry("pc", "ada", "", "", TUESDAY, TUESDAY, "hr", spans.get(0).fromAt());
    return Coverage.of(List.of(device), spans, new Period(TUESDAY, TUESDAY));
  }

  private static List<Span> ledger(BatchHeader... batches) {
    Ledger ledger = new Ledger(List.of());
    List.of(batches).forEach(ledger::add);
    return ledger.spans();
  }

  private static BatchHeader batch(long epoch, long first, long last, String from, String to) {
    return new BatchHeader("pc", epoch, first, last, -1, at(from), at(to), false);
  }

  private static long at(String clock) {
    return Times.ms(TUESDAY + "T" + clock + ":00.000Z");
  }
}
