package dev.plainsight.evidence.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.evidence.Rows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ControlsTest {
  private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 3);
  private static final LocalDate SUNDAY = LocalDate.of(2026, 11, 8);

  @Test
  void everyControlHasItsWords() {
    for (Control control : Controls.all()) {
      ControlText text = Controls.text(control);
      assertEquals(control.id(), text.id());
      assertEquals("day", text.columns().get(0));
      assertTrue(text.query().contains("{day:Date}"), control.id());
      assertTrue(text.procedure().startsWith("# " + control.id()), control.id());
      assertTrue(!text.criteria().isEmpty() && !text.statement().isEmpty(), control.id());
      text.columns().forEach(column -> assertTrue(text.query().contains(column), column));
    }
  }

  @Test
  void aDeviceThatSendsReports() {
    assertEquals(State.PASS, devices(TUESDAY, Map.of("batches", "3")).state());
  }

  @Test
  void aSilentDeviceOnAWeekdayIsAnException() {
    Result result = devices(TUESDAY, Map.of("seen_before_at", "2026-11-02T17:00:00.000Z"));
    assertEquals(State.EXCEPTION, result.state());
    assertEquals("pc-1", result.deviations().get(0).subject());
  }

  @Test
  void aSilentDeviceOnASundayIsNone() {
    assertEquals(
        State.PASS, devices(SUNDAY, Map.of("seen_before_at", "2026-11-06T17:00:00.000Z")).state());
  }

  @Test
  void aDeviceThatStoppedInOrderAndCameBackWasOff() {
    Map<String, String> off =
        Map.of(
            "seen_before_at", "2026-11-02T17:00:00.000Z",
            "stopped_at", "2026-11-02T17:00:00.000Z",
            "seen_after_at", "2026-11-04T09:00:00.000Z");
    assertEquals(State.PASS, devices(TUESDAY, off).state());
  }

  @Test
  void aDeviceThatNeverStartedIsAnExceptionAfterADay() {
    assertEquals(State.EXCEPTION, devices(SUNDAY, Map.of()).state());
    assertEquals(State.PASS, devices(TUESDAY, Map.of("expected_from", "2026-11-03")).state());
  }

  @Test
  void aDayThatIsNotSettledDecidesNothingAgainstADevice() {
    Rows rows = rows("WM-01", device(TUESDAY, Map.of()));
    Result result = Controls.of("WM-01").test(rows, parameters("WM-01", TUESDAY, false));
    assertEquals(State.NOT_TESTABLE, result.state());
    assertEquals(1, result.deviations().size());
  }

  @Test
  void anEmptyRosterIsNotTestable() {
    Rows none = rows("WM-01");
    assertEquals(
        State.NOT_TESTABLE,
        Controls.of("WM-01").test(none, parameters("WM-01", TUESDAY, true)).state());
  }

  @Test
  void aWholeSequencePasses() {
    assertEquals(State.PASS, epoch("1", "50", "40", "10", "yes", "-1", "-1", "0").state());
  }

  @Test
  void eachHoleInASequenceIsNamed() {
    assertEquals(
        List.of(
            "10 events missing between sequence 1 and 50 (40 received, 0 declared dropped)",
            "2 batches repeat a sequence with other content",
            "the epoch before ended at sequence 44; seen up to 40",
            "the first batch of the epoch is missing: the earliest names a batch before it"),
        epoch("1", "50", "40", "0", "no", "44", "40", "2").deviations().stream()
            .map(Deviation::detail)
            .toList());
  }

  @Test
  void aBurstWithoutAnAlertIsAnException() {
    assertEquals(State.EXCEPTION, burst("").state());
    assertEquals(State.PASS, burst("f00d").state());
    assertEquals(
        State.NOT_OPERATED,
        Controls.of("WM-12").test(rows("WM-12"), parameters("WM-12", TUESDAY, true)).state());
  }

  @Test
  void aCanaryThatIsMissedOrLateIsAnException() {
    assertEquals(State.PASS, canary("AC-01", "yes", "2026-11-03T02:30:02.000Z", "2").state());
    assertEquals(
        List.of("the canary sent at 2026-11-03T02:30:00.000Z was not found"),
        details(canary("AC-01", "yes", "", "")));
    assertEquals(
        List.of("the canary was found after 4000 s; within 3600 s is agreed"),
        details(canary("AC-01", "yes", "2026-11-03T03:36:40.000Z", "4000")));
    assertEquals(
        List.of("the thresholds in force do not find the rule's own example: it is as good as off"),
        details(canary("AC-01", "no", "", "")));
    assertEquals(
        List.of("devices sent events on this day, and no canary was sent"),
        details(canary("none", "yes", "", "")));
    assertEquals(
        State.NOT_OPERATED,
        Controls.of("WM-11").test(rows("WM-11"), parameters("WM-11", TUESDAY, true)).state());
  }

  private static List<String> details(Result result) {
    return result.deviations().stream().map(Deviation::detail).toList();
  }

  private static Result canary(String rule, String mustBeFound, String foundAt, String seconds) {
    List<String> row =
        List.of(
            TUESDAY.toString(),
            rule,
            "1",
            "2026-11-03T02:30:00.000Z",
            mustBeFound,
            foundAt,
            seconds);
    return Controls.of("WM-11").test(rows("WM-11", row), parameters("WM-11", TUESDAY, true));
  }

  @Test
  void anExceptionOfOneDayIsOneOfThePeriod() {
    assertEquals(
        State.EXCEPTION, State.worst(List.of(State.PASS, State.EXCEPTION, State.NOT_OPERATED)));
    assertEquals(State.PASS, State.worst(List.of(State.NOT_OPERATED, State.PASS)));
    assertEquals(State.NOT_TESTABLE, State.worst(List.of(State.PASS, State.NOT_TESTABLE)));
  }

  @Test
  void aRunReadsBackAsItWas() {
    ControlText text = Controls.text(Controls.of("WM-01"));
    Rows rows = rows("WM-01", device(TUESDAY, Map.of()));
    ControlRun run =
        ControlRun.of(
            Controls.of("WM-01"),
            text,
            parameters("WM-01", TUESDAY, true),
            rows,
            1_793_000_000_123L);
    assertEquals(run, ControlRun.of(run.json()));
  }

  private static Result devices(LocalDate day, Map<String, String> cells) {
    Rows rows = rows("WM-01", device(day, cells));
    return Controls.of("WM-01").test(rows, parameters("WM-01", day, true));
  }

  private static List<String> device(LocalDate day, Map<String, String> cells) {
    Map<String, String> defaults =
        Map.of(
            "day", day.toString(),
            "device_id", "pc-1",
            "expected_from", "2026-11-01",
            "expected_to", "2026-12-31",
            "batches", "0");
    List<String> row = new ArrayList<>();
    for (String column : Controls.text(Controls.of("WM-01")).columns()) {
      row.add(cells.getOrDefault(column, defaults.getOrDefault(column, "")));
    }
    return row;
  }

  private static Result epoch(String... cells) {
    List<String> row = new ArrayList<>(List.of(TUESDAY.toString(), "pc-1", "7"));
    row.addAll(List.of(cells));
    return Controls.of("WM-02").test(rows("WM-02", row), parameters("WM-02", TUESDAY, true));
  }

  private static Result burst(String alert) {
    List<String> row =
        List.of(
            TUESDAY.toString(),
            "198.51.100.7",
            "2026-11-03T10:00:40.000Z",
            "2026-11-03T10:01:00.000Z",
            "9",
            "1",
            alert);
    return Controls.of("WM-12").test(rows("WM-12", row), parameters("WM-12", TUESDAY, true));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  private static Rows rows(String control, List<String>... rows) {
    return new Rows(Controls.text(Controls.of(control)).columns(), List.of(rows));
  }

  private static Parameters parameters(String control, LocalDate day, boolean settled) {
    return Parameters.of(Controls.text(Controls.of(control)).published(), day, settled);
  }
}
