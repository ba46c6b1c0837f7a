package dev.plainsight.dashboard.evidence;

import dev.plainsight.evidence.BatchHeader;
import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Drop;
import dev.plainsight.evidence.FoundFinding;
import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.LateEvent;
import dev.plainsight.evidence.Period;
import dev.plainsight.evidence.Records;
import dev.plainsight.evidence.RefusedRecord;
import dev.plainsight.evidence.RosterEntry;
import dev.plainsight.evidence.Rows;
import dev.plainsight.evidence.SentBatch;
import dev.plainsight.evidence.Times;
import dev.plainsight.evidence.control.ControlRun;
import dev.plainsight.evidence.control.ControlText;
import dev.plainsight.evidence.control.Deviation;
import dev.plainsight.evidence.control.Parameters;
import dev.plainsight.evidence.control.Result;
import dev.plainsight.evidence.control.State;
import dev.plainsight.evidence.seal.Leaf;
import dev.plainsight.evidence.seal.Seal;
import dev.plainsight.store.EvidenceTables;
import dev.plainsight.store.FindingColumns;
import dev.plainsight.store.FindingRow;
import dev.plainsight.store.Query;
import dev.plainsight.store.Row;
import dev.plainsight.store.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The records of evidence, in the store. */
public record StoreRecords(Store store) implements Records {

  @Override
  public List<RosterEntry> roster() {
    return store.query(query("roster"), none(), StoreRecords::rosterEntry);
  }

  private static RosterEntry rosterEntry(Row row) {
    return new RosterEntry(
        row.text("device_id"),
        row.text("person"),
        row.text("team"),
        row.text("site"),
        LocalDate.parse(row.text("expected_from")),
        LocalDate.parse(row.text("expected_to")),
        row.text("source"),
        row.number("first_seen_ms"));
  }

  /** Every column of a control's query is text, so what is hashed is what the query gave. */
  @Override
  public Rows population(ControlText control, Parameters parameters) {
    var given = none();
    parameters.values().forEach(given::text);
    List<List<String>> rows =
        store.query(
            new Query(control.id(), control.query()),
            given,
            row -> control.columns().stream().map(row::text).toList());
    return new Rows(control.columns(), rows);
  }

  @Override
  public List<ControlRun> runs(String control, Period days) {
    return store.query(
        query("runs"),
        none().text("control", control).day("from", days.from()).day("to", days.to()),
        StoreRecords::run);
  }

  private static ControlRun run(Row row) {
    List<String> subjects = row.list("subjects");
    List<String> details = row.list("details");
    List<Deviation> deviations =
        IntStream.range(0, subjects.size())
            .mapToObj(i -> new Deviation(subjects.get(i), details.get(i)))
            .toList();
    return new ControlRun(
        row.text("control"),
        LocalDate.parse(row.text("day")),
        row.number("run_ms"),
        ControlRun.parameters(Json.fields(row.text("parameters"))),
        row.text("query_hash"),
        row.text("input_hash"),
        new Result(
            State.of(row.text("state")), row.number("population"), deviations, row.text("detail")));
  }

  @Override
  public void headers(Period days, Consumer<BatchHeader> each) {
    store.stream(query("headers"), within(days), row -> each.accept(header(row)));
  }

  private static BatchHeader header(Row row) {
    return new BatchHeader(
        row.text("device_id"),
        row.number("boot_epoch"),
        row.number("first_seq"),
        row.number("last_seq"),
        row.number("previous_epoch_last_seq"),
        row.number("first_ms"),
        row.number("last_ms"),
        row.number("stopped") == 1);
  }

  @Override
  public List<Drop> drops(Period days) {
    return store.query(
        query("drops"),
        none(),
        row ->
            new Drop(
                row.text("device_id"),
                row.number("boot_epoch"),
                row.number("dropped_from_seq"),
                row.number("dropped_to_seq")));
  }

  @Override
  public void refused(Period days, Consumer<RefusedRecord> each) {
    store.stream(query("refused"), within(days), row -> each.accept(refusedRecord(row)));
  }

  private static RefusedRecord refusedRecord(Row row) {
    return new RefusedRecord(
        row.text("topic"),
        row.number("kafka_partition"),
        row.number("kafka_offset"),
        row.number("received_ms"),
        row.text("key"),
        row.text("reason"),
        row.text("detail"),
        row.number("size"),
        row.text("sha256"));
  }

  @Override
  public void logonBatches(Period days, Consumer<SentBatch> each) {
    store.stream(query("logon_batches"), within(days), row -> each.accept(batch(row)));
  }

  private static SentBatch batch(Row row) {
    return new SentBatch(
        row.text("device_id"),
        row.number("boot_epoch"),
        row.number("first_seq"),
        row.number("last_seq"),
        row.number("received_ms"),
        Bytes.fromBase64(row.text("sent")));
  }

  @Override
  public List<LateEvent> late(Period days) {
    return store.query(
        query("late"),
        within(days),
        row ->
            new LateEvent(
                row.text("device_id"),
                row.number("boot_epoch"),
                row.number("seq"),
                row.text("dimension"),
                row.text("entity")));
  }

  @Override
  public void findings(Period days, Consumer<FoundFinding> each) {
    store.stream(query("findings"), within(days), row -> each.accept(found(row)));
  }

  private static FoundFinding found(Row row) {
    FindingRow found = FindingColumns.row(row);
    return new FoundFinding(found.finding(), found.foundAt());
  }

  @Override
  public Optional<LocalDate> firstDay() {
    return store
        .query(query("first_day"), none(), row -> Times.day(row.number("first_ms")))
        .stream()
        .findFirst();
  }

  @Override
  public void unsealedBatches(LocalDate through, Consumer<SentBatch> each) {
    store.stream(query("unsealed_batches"), on(through), row -> each.accept(batch(row)));
  }

  @Override
  public void unsealedRuns(LocalDate through, Consumer<ControlRun> each) {
    store.stream(query("unsealed_runs"), on(through), row -> each.accept(run(row)));
  }

  @Override
  public void unsealedFindings(LocalDate through, Consumer<FoundFinding> each) {
    store.stream(query("unsealed_findings"), on(through), row -> each.accept(found(row)));
  }

  @Override
  public void leaves(LocalDate day, Consumer<Leaf> each) {
    store.stream(
        query("leaves"),
        on(day),
        row ->
            each.accept(
                new Leaf(
                    day,
                    row.number("position"),
                    row.text("kind"),
                    row.text("key"),
                    Bytes.fromHex(row.text("salt_hex")),
                    Bytes.fromHex(row.text("hash_hex")))));
  }

  /** Exceptions before results: a result is never seen without its exceptions. */
  @Override
  public void keepRuns(List<ControlRun> runs) {
    List<EvidenceTables.Result> results = new ArrayList<>();
    List<EvidenceTables.Deviation> deviations = new ArrayList<>();
    for (ControlRun run : runs) {
      results.add(result(run));
      for (Deviation deviation : run.result().deviations()) {
        deviations.add(
            new EvidenceTables.Deviation(
                run.control(), run.day(), run.runAt(), deviation.subject(), deviation.detail()));
      }
    }
    store.insert(EvidenceTables.EXCEPTIONS, deviations);
    store.insert(EvidenceTables.RESULTS, results);
  }

  private static EvidenceTables.Result result(ControlRun run) {
    Result result = run.result();
    return new EvidenceTables.Result(
        run.control(),
        run.day(),
        run.runAt(),
        number(result.state()),
        result.population(),
        result.deviations().size(),
        Json.write(run.parameters().values()),
        run.queryHash(),
        run.inputHash(),
        result.detail(),
        0);
  }

  /** The numbers of the column's enumeration. */
  private static int number(State state) {
    return switch (state) {
      case PASS -> 1;
      case EXCEPTION -> 2;
      case NOT_TESTABLE -> 3;
      case NOT_OPERATED -> 4;
    };
  }

  @Override
  public void keepLeaves(List<Leaf> leaves) {
    store.insert(
        EvidenceTables.LEAVES,
        leaves.stream()
            .map(
                leaf ->
                    new EvidenceTables.Leaf(
                        leaf.day(),
                        leaf.position(),
                        leaf.kind(),
                        leaf.key(),
                        leaf.salt(),
                        leaf.hash()))
            .toList());
  }

  @Override
  public void keepSeal(Seal seal) {
    store.insert(
        EvidenceTables.SEALS,
        List.of(
            new EvidenceTables.Seal(
                seal.day(),
                seal.size(),
                seal.root(),
                Bytes.fromHex(seal.header().previousRoot()),
                seal.checkpoint().text(),
                seal.header().sealedAt())));
  }

  private static Query query(String name) {
    return Query.named(Store.class, "evidence/" + name);
  }

  private static dev.plainsight.store.Parameters none() {
    return dev.plainsight.store.Parameters.none();
  }

  private static dev.plainsight.store.Parameters on(LocalDate day) {
    return none().day("day", day);
  }

  private static dev.plainsight.store.Parameters within(Period days) {
    return none()
        .at("from", Instant.ofEpochMilli(days.startMs()))
        .at("to", Instant.ofEpochMilli(days.endMs()));
  }
}
