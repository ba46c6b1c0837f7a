package dev.plainsight.store;

import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.Reject;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.Device;
import dev.plainsight.contract.avro.DeviceAction;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Measure;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.review.Review;
import dev.plainsight.detect.review.Verdict;
import dev.plainsight.detect.risk.Case;
import dev.plainsight.detect.risk.Contribution;
import dev.plainsight.detect.risk.Subject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Rows for each table that is written to.
 *
 * @param row the row of a number: another number is another identity
 */
record Samples<T>(Table<T> table, IntFunction<T> row) {
  private static final int ROWS = 60;
  private static final long MONDAY_0900 = Instant.parse("2026-11-23T09:00:00Z").toEpochMilli();
  private static final long DAY_MS = 86_400_000;
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

  /** Letters of two, three and four bytes, marks that SQL knows, and a NUL. */
  static final String LETTERS = "Zoë 日本 🕵 'x' \\ \"y\" \n\t\0";

  static final List<Samples<?>> ALL =
      List.of(
          new Samples<>(EventTables.PRESENCE, i -> event(i, Samples::presence)),
          new Samples<>(EventTables.LOGONS, i -> event(i, Samples::logon)),
          new Samples<>(EventTables.PROCESSES, i -> event(i, Samples::process)),
          new Samples<>(EventTables.DEVICES, i -> event(i, Samples::device)),
          new Samples<>(EventTables.AGENT_STATES, i -> event(i, Samples::agent)),
          new Samples<>(RoadTables.BATCHES, Samples::batch),
          new Samples<>(RoadTables.DEAD_LETTERS, Samples::deadLetter),
          new Samples<>(
              RoadTables.DUPLICATES,
              i -> new DuplicateRow(i % 2, i, MONDAY_0900, "laptop-1", 3, i, i + 9)),
          new Samples<>(
              RoadTables.LATE,
              i -> new LateRow("laptop-1", 3, i, "PERSON", "ada", MONDAY_0900, MONDAY_0900 + i)),
          new Samples<>(RoadTables.ROSTER, i -> roster("laptop-" + i, LETTERS, i)),
          new Samples<>(
              RoadTables.ACCESS_LOG,
              i -> new AccessRow(MONDAY_0900, "eve", "MANAGER", "ada", "day", LETTERS, id(i))),
          new Samples<>(FindingTables.ACTIVITY, i -> finding(Purpose.ACTIVITY, "f" + i, 1, false)),
          new Samples<>(FindingTables.SECURITY, i -> finding(Purpose.SECURITY, "f", i, false)),
          new Samples<>(CaseTables.CASES, Samples::opened),
          new Samples<>(ReviewTables.REVIEWS, Samples::review),
          new Samples<>(
              EvidenceTables.CANARIES,
              i ->
                  new CanaryRow(
                      MONDAY.toEpochDay(), "AC-01", MONDAY_0900 + i, 1, i % 2 == 0, "f" + i)),
          new Samples<>(
              EvidenceTables.RESULTS,
              i ->
                  new EvidenceTables.Result(
                      "WM-01",
                      MONDAY,
                      MONDAY_0900 + i,
                      1 + i % 4,
                      50,
                      i,
                      "{}",
                      "q",
                      "i",
                      LETTERS,
                      9)),
          new Samples<>(
              EvidenceTables.EXCEPTIONS,
              i ->
                  new EvidenceTables.Deviation(
                      "WM-01", MONDAY, MONDAY_0900, "laptop-" + i, LETTERS)),
          new Samples<>(
              EvidenceTables.LEAVES,
              i -> new EvidenceTables.Leaf(MONDAY, i, "batch", LETTERS, hash(i), hash(-i))),
          new Samples<>(
              EvidenceTables.SEALS,
              i ->
                  new EvidenceTables.Seal(
                      MONDAY.plusDays(i), i, hash(i), hash(i - 1), LETTERS, MONDAY_0900)));

  List<T> rows() {
    return IntStream.range(0, ROWS).mapToObj(row).toList();
  }

  /** Two rows as like as can be. */
  List<T> alike() {
    return List.of(row.apply(1), row.apply(2));
  }

  @Override
  public String toString() {
    return table.name();
  }

  /** One logon in each of so many months, the first in 1999. */
  static List<IdentifiedEvent> logonsOfMonths(int months) {
    return IntStream.range(0, months)
        .mapToObj(
            i -> {
              IdentifiedEvent event = event(i, Samples::logon);
              long at =
                  LocalDate.of(1999, 1, 1)
                      .plusMonths(i)
                      .atStartOfDay(ZoneOffset.UTC)
                      .toInstant()
                      .toEpochMilli();
              event.getEvent().setOccurredAt(at);
              event.getEvent().setEndedAt(at);
              return event;
            })
        .toList();
  }

  static RosterRow roster(String device, String person, long version) {
    return new RosterRow(
        device,
        person,
        "Ada L.",
        "tools",
        "engineer",
        "eve",
        "home",
        "Europe/Vienna",
        "09:00",
        "17:00",
        LocalDate.EPOCH,
        RosterRow.OPEN_END,
        "test",
        version);
  }

  static FindingRow finding(Purpose purpose, String id, int version, boolean retracted) {
    return finding(purpose, id, version, retracted, "ada");
  }

  static FindingRow finding(
      Purpose purpose, String id, int version, boolean retracted, String person) {
    return new FindingRow(
        new Finding(
            id,
            version,
            retracted,
            "WF-01",
            1,
            purpose,
            Severity.HIGH,
            Dimension.PERSON,
            person,
            person,
            "laptop-1",
            "Porto (PT)",
            MONDAY_0900,
            MONDAY_0900 + version,
            LETTERS,
            List.of(
                Measure.of("variation", 0.04, "<", 0.1, ""),
                new Measure("length", 31, ">=", 30, "min", 2.5, Double.NaN)),
            List.of(new EventRange("laptop-1", 3, 41, 47), new EventRange("laptop-2", 1, 0, 0)),
            List.of("a game", LETTERS)),
        MONDAY_0900 + 60_000L + version);
  }

  private static Review review(int i) {
    return Review.of(
        finding(Purpose.SECURITY, "f" + i / 3, 1, false).finding(),
        "r" + i,
        i % 2 == 0 ? Verdict.EXPECTED : Verdict.CONFIRMED,
        i % 2 == 0 ? MONDAY_0900 + 86_400_000L : 0,
        LETTERS,
        "grace",
        MONDAY_0900 + i);
  }

  private static CaseRow opened(int i) {
    return new CaseRow(
        new Case(
            "c" + i / 3,
            i % 3,
            i % 3 == 2,
            new Subject(Subject.Kind.PERSON, "ada"),
            MONDAY_0900,
            MONDAY_0900 + i,
            41.5,
            Severity.MEDIUM,
            List.of("f1", "f2"),
            List.of(new Contribution("WF-01", Purpose.ACTIVITY, 2, 20.75, 1.0)),
            LETTERS),
        MONDAY_0900 + i);
  }

  private static DeadLetterRow deadLetter(int i) {
    return new DeadLetterRow(
        "plainsight.activity.v1",
        i % 2,
        i,
        MONDAY_0900,
        LETTERS,
        Reject.UNDECODABLE,
        LETTERS,
        hash(i));
  }

  private static BatchRow batch(int i) {
    EventBatch batch =
        EventBatch.newBuilder()
            .setDeviceId("laptop-1")
            .setBootEpoch(3)
            .setFirstSeq(i)
            .setPreviousHash(ByteBuffer.wrap(HashChain.start()))
            .setSentAt(MONDAY_0900)
            .setEvents(List.of(event(i, Samples::logon).getEvent()))
            .build();
    return new BatchRow(batch, hash(i), i % 2, i, MONDAY_0900 + (i % 5) * 40L * DAY_MS);
  }

  /** The kind that an event is to be of. */
  private interface Kind {
    void set(ActivityEvent.Builder event, int i);
  }

  private static IdentifiedEvent event(int i, Kind kind) {
    long at = MONDAY_0900 + (i / 3 % 5) * 40L * DAY_MS;
    ActivityEvent.Builder event =
        ActivityEvent.newBuilder().setOccurredAt(at).setEndedAt(at + 60_000).setUser("ada");
    kind.set(event, i);
    return new IdentifiedEvent("laptop-" + i % 2, 3L, (long) i, at + 1, event.build());
  }

  private static void presence(ActivityEvent.Builder event, int i) {
    event.setPresence(
        Presence.newBuilder()
            .setState(PresenceState.ACTIVE)
            .setTitle(LETTERS)
            .setKeys(i)
            .setGapSumSq(i * 0.1)
            .setLongGapsMs(List.of(20_001, Integer.MAX_VALUE))
            .setInputDevices(List.of("046d:c52b", LETTERS))
            .setInCall(i % 2 == 0)
            .build());
  }

  private static void logon(ActivityEvent.Builder event, int i) {
    event.setLogon(
        Logon.newBuilder()
            .setAction(LogonAction.FAILED)
            .setTargetUser("root")
            .setReason(LETTERS + i)
            .build());
  }

  private static void process(ActivityEvent.Builder event, int i) {
    event.setProcess(
        Process.newBuilder().setAction(ProcessAction.START).setExe(LETTERS).setPid(i).build());
  }

  private static void device(ActivityEvent.Builder event, int i) {
    event.setDevice(
        Device.newBuilder().setAction(DeviceAction.MOUNT).setBytesWritten(1L << 40).build());
  }

  private static void agent(ActivityEvent.Builder event, int i) {
    event.setAgent(
        AgentState.newBuilder()
            .setAction(AgentAction.CLOCK_CHANGED)
            .setClockOffsetMs(-i)
            .setDetail(LETTERS)
            .build());
  }

  private static UUID id(int i) {
    return UUID.nameUUIDFromBytes(("" + i).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hash(int i) {
    return HashChain.link(("" + i).getBytes(StandardCharsets.UTF_8));
  }
}
