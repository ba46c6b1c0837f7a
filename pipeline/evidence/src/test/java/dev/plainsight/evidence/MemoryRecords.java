package dev.plainsight.evidence;

import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventOrder;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Remembered;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.evidence.control.Control;
import dev.plainsight.evidence.control.ControlRun;
import dev.plainsight.evidence.control.ControlText;
import dev.plainsight.evidence.control.Controls;
import dev.plainsight.evidence.control.Parameters;
import dev.plainsight.evidence.seal.Leaf;
import dev.plainsight.evidence.seal.Seal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The records of a {@link World} on the heap; populations are made in Java, not by the queries. */
class MemoryRecords implements Records {
  private static final Comparator<SentBatch> BATCHES =
      Comparator.comparing(SentBatch::deviceId)
          .thenComparing(SentBatch::bootEpoch)
          .thenComparing(SentBatch::firstSeq);
  private final World world;
  private final List<SentBatch> batches;
  private final Map<String, List<SentBatch>> byDevice;
  private final IdentityHashMap<SentBatch, Long> firstAt = new IdentityHashMap<>();
  private final Set<String> stops = new HashSet<>();
  private final Map<String, IdentifiedEvent> firstEvents = new HashMap<>();
  private final Set<String> withLogons = new HashSet<>();
  private Predicate<SentBatch> missing = batch -> false;
  private final List<FoundFinding> findings = new ArrayList<>();
  private final List<ControlRun> runs = new ArrayList<>();
  private final Map<LocalDate, TreeMap<Long, Leaf>> leaves = new HashMap<>();
  final List<Seal> seals = new ArrayList<>();

  MemoryRecords(World world) {
    this.world = world;
    this.batches = world.batches.stream().sorted(BATCHES).toList();
    this.byDevice = batches.stream().collect(Collectors.groupingBy(SentBatch::deviceId));
    for (IdentifiedEvent event : world.events) {
      AgentState agent = event.getEvent().getAgent();
      if (agent != null && agent.getAction() == AgentAction.STOP) {
        stops.add(id(event.getDeviceId(), event.getBootEpoch(), event.getSeq()));
      }
    }
    for (IdentifiedEvent event : world.events) {
      firstEvents.put(id(event.getDeviceId(), event.getBootEpoch(), event.getSeq()), event);
    }
    for (SentBatch batch : batches) {
      for (long seq = batch.firstSeq(); seq <= batch.lastSeq(); seq++) {
        if (event(batch, seq).getEvent().getLogon() != null) {
          withLogons.add(batch.key());
        }
      }
    }
    find(Dimension.SOURCE);
    find(Dimension.ACCOUNT);
    findings.sort(
        Comparator.comparing((FoundFinding found) -> found.finding().id())
            .thenComparing(found -> found.finding().version()));
  }

  private void find(Dimension dimension) {
    Timeline timeline = new Timeline(dimension, Rules.all(), RuleBook.published());
    Map<Entity, Remembered> memories = new HashMap<>();
    world.events.stream()
        .sorted(Comparator.comparing(EventOrder::of))
        .forEach(
            event -> {
              Entity entity = Entity.of(dimension, event);
              if (entity.key().isEmpty() || !timeline.concerns(event)) {
                return;
              }
              List<Finding> out = new ArrayList<>();
              timeline.add(
                  memories.computeIfAbsent(entity, key -> new Remembered()),
                  entity,
                  event,
                  Surroundings.NONE,
                  out);
              out.forEach(
                  finding -> findings.add(new FoundFinding(finding, event.getReceivedAt() + 500)));
            });
  }

  private static String id(String device, long epoch, long seq) {
    return device + "/" + epoch + "/" + seq;
  }

  private IdentifiedEvent event(SentBatch batch, long seq) {
    return Objects.requireNonNull(firstEvents.get(id(batch.deviceId(), batch.bootEpoch(), seq)));
  }

  private long firstAt(SentBatch batch) {
    return firstAt.computeIfAbsent(
        batch, key -> event(key, key.firstSeq()).getEvent().getOccurredAt());
  }

  private long lastAt(SentBatch batch) {
    return batch.receivedAt() - 1_000;
  }

  /** Lets what was held back reach the store. */
  interface Late {
    void arrives();
  }

  Late holdBack(Predicate<SentBatch> which) {
    missing = which;
    return () -> missing = batch -> false;
  }

  /** Runs and keeps all tests of the days. */
  void test(Period days, Map<LocalDate, Long> runAt) {
    for (Control control : Controls.all()) {
      ControlText text = Controls.text(control);
      for (LocalDate day : days.days()) {
        Parameters parameters = Parameters.of(text.published(), day, true);
        keepRuns(
            List.of(
                ControlRun.of(
                    control,
                    text,
                    parameters,
                    population(text, parameters),
                    Objects.requireNonNull(runAt.get(day)))));
      }
    }
  }

  @Override
  public List<RosterEntry> roster() {
    return world.roster.stream().sorted(Comparator.comparing(RosterEntry::deviceId)).toList();
  }

  @Override
  public Rows population(ControlText control, Parameters parameters) {
    List<List<String>> rows =
        switch (control.id()) {
          case "WM-01" -> devices(parameters.day());
          case "WM-02" -> epochs(parameters.day());
          case "WM-11" -> World.canaries(parameters.day());
          default -> bursts(parameters.day());
        };
    return new Rows(control.columns(), rows);
  }

  private List<List<String>> devices(LocalDate day) {
    List<List<String>> rows = new ArrayList<>();
    Period period = new Period(day, day);
    for (RosterEntry device : roster()) {
      List<SentBatch> own = byDevice.getOrDefault(device.deviceId(), List.of());
      List<SentBatch> today = own.stream().filter(b -> period.holds(firstAt(b))).toList();
      long before =
          own.stream().mapToLong(this::lastAt).filter(at -> at < period.startMs()).max().orElse(-1);
      long after =
          own.stream().mapToLong(this::firstAt).filter(at -> at >= period.endMs()).min().orElse(-1);
      rows.add(
          List.of(
              day.toString(),
              device.deviceId(),
              device.person(),
              device.team(),
              device.site(),
              device.expectedFrom().toString(),
              device.expectedTo().toString(),
              today.size() + "",
              Times.text(today.stream().mapToLong(this::firstAt).min().orElse(-1)),
              Times.text(today.stream().mapToLong(this::lastAt).max().orElse(-1)),
              Times.text(before),
              device.deviceId().equals(World.name(1)) ? "" : Times.text(before),
              Times.text(after)));
    }
    return rows;
  }

  private List<List<String>> epochs(LocalDate day) {
    Map<String, List<SentBatch>> byEpoch = new TreeMap<>();
    Period period = new Period(day, day);
    for (SentBatch batch : batches) {
      if (period.holds(firstAt(batch))) {
        String epoch = batch.deviceId() + "/" + "%06d".formatted(batch.bootEpoch());
        byEpoch.computeIfAbsent(epoch, key -> new ArrayList<>()).add(batch);
      }
    }
    List<List<String>> rows = new ArrayList<>();
    for (List<SentBatch> epoch : byEpoch.values()) {
      SentBatch first = epoch.get(0);
      long received = epoch.stream().mapToLong(b -> b.lastSeq() - b.firstSeq() + 1).sum();
      rows.add(
          List.of(
              day.toString(),
              first.deviceId(),
              first.bootEpoch() + "",
              first.firstSeq() + "",
              epoch.get(epoch.size() - 1).lastSeq() + "",
              received + "",
              "0",
              "yes",
              "-1",
              "-1",
              "0"));
    }
    return rows;
  }

  private List<List<String>> bursts(LocalDate day) {
    List<Long> failures =
        world.events.stream()
            .filter(event -> isFailure(event.getEvent().getLogon()))
            .map(event -> event.getEvent().getOccurredAt())
            .filter(new Period(day, day)::holds)
            .sorted()
            .toList();
    if (failures.size() < 5) {
      return List.of();
    }
    long from = failures.get(4);
    long to = failures.get(failures.size() - 1);
    FoundFinding alert =
        findings.stream()
            .filter(found -> found.finding().rule().equals("AC-01"))
            .filter(found -> found.finding().startedAt() <= from && found.finding().endedAt() >= to)
            .findFirst()
            .orElseThrow();
    return List.of(
        List.of(
            day.toString(),
            World.ATTACKER,
            Times.text(from),
            Times.text(to),
            failures.size() + "",
            "1",
            alert.finding().id()));
  }

  private static boolean isFailure(Logon logon) {
    return logon != null && logon.getOutcome() == Outcome.FAILURE;
  }

  @Override
  public List<ControlRun> runs(String control, Period days) {
    return runs.stream()
        .filter(run -> run.control().equals(control))
        .filter(run -> !run.day().isBefore(days.from()) && !run.day().isAfter(days.to()))
        .sorted(Comparator.comparing(ControlRun::day).thenComparing(ControlRun::runAt))
        .toList();
  }

  @Override
  public void headers(Period days, Consumer<BatchHeader> each) {
    for (SentBatch batch : batches) {
      if (days.wider(3).holds(firstAt(batch))) {
        boolean first = batch.firstSeq() == 1 && batch.bootEpoch() > 1;
        each.accept(
            new BatchHeader(
                batch.deviceId(),
                batch.bootEpoch(),
                batch.firstSeq(),
                batch.lastSeq(),
                first ? lastSeq(batch.deviceId(), batch.bootEpoch() - 1) : -1,
                firstAt(batch),
                lastAt(batch),
                stops.contains(id(batch.deviceId(), batch.bootEpoch(), batch.lastSeq()))));
      }
    }
  }

  private long lastSeq(String device, long epoch) {
    return byDevice.getOrDefault(device, List.of()).stream()
        .filter(batch -> batch.bootEpoch() == epoch)
        .mapToLong(SentBatch::lastSeq)
        .max()
        .orElse(-1);
  }

  @Override
  public List<Drop> drops(Period days) {
    return List.of();
  }

  @Override
  public void refused(Period days, Consumer<RefusedRecord> each) {
    each.accept(
        new RefusedRecord(
            "plainsight.activity.v1",
            0,
            17,
            days.startMs(),
            "pc-x",
            "UNDECODABLE",
            "=bad",
            3,
            "00"));
  }

  @Override
  public void logonBatches(Period days, Consumer<SentBatch> each) {
    batches.stream()
        .filter(batch -> withLogons.contains(batch.key()) && days.holds(firstAt(batch)))
        .forEach(each);
  }

  @Override
  public List<LateEvent> late(Period days) {
    return List.of();
  }

  @Override
  public void findings(Period days, Consumer<FoundFinding> each) {
    findings.stream().filter(found -> days.holds(found.finding().startedAt())).forEach(each);
  }

  @Override
  public Optional<LocalDate> firstDay() {
    return Optional.of(World.SUNDAY);
  }

  @Override
  public void unsealedBatches(LocalDate through, Consumer<SentBatch> each) {
    Set<String> sealed = sealed(Leaf.BATCH, through);
    batches.stream()
        .filter(batch -> !Times.day(batch.receivedAt()).isAfter(through))
        .filter(batch -> !sealed.contains(batch.key()) && !missing.test(batch))
        .forEach(each);
  }

  @Override
  public void unsealedRuns(LocalDate through, Consumer<ControlRun> each) {
    Set<String> sealed = sealed(Leaf.RUN, through);
    runs.stream()
        .filter(run -> !Times.day(run.runAt()).isAfter(through))
        .filter(run -> !sealed.contains(run.key()))
        .forEach(each);
  }

  @Override
  public void unsealedFindings(LocalDate through, Consumer<FoundFinding> each) {
    Set<String> sealed = sealed(Leaf.FINDING, through);
    findings.stream()
        .filter(found -> !Times.day(found.foundAt()).isAfter(through))
        .filter(found -> !sealed.contains(found.key()))
        .forEach(each);
  }

  private Set<String> sealed(String kind, LocalDate before) {
    Set<String> keys = new HashSet<>();
    leaves.forEach(
        (day, ofDay) ->
            ofDay.values().stream()
                .filter(leaf -> day.isBefore(before) && leaf.kind().equals(kind))
                .forEach(leaf -> keys.add(leaf.key())));
    return keys;
  }

  @Override
  public void leaves(LocalDate day, Consumer<Leaf> each) {
    leaves.getOrDefault(day, new TreeMap<>()).values().forEach(each);
  }

  @Override
  public void keepRuns(List<ControlRun> more) {
    runs.addAll(more);
  }

  @Override
  public void keepLeaves(List<Leaf> more) {
    for (Leaf leaf : more) {
      leaves.computeIfAbsent(leaf.day(), day -> new TreeMap<>()).put(leaf.position(), leaf);
    }
  }

  @Override
  public void keepSeal(Seal seal) {
    seals.add(seal);
  }
}
