package dev.plainsight.jobs;

import dev.plainsight.contract.Reject;
import dev.plainsight.contract.Topics;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Beside;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventOrder;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Folding;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.canary.Canary;
import dev.plainsight.detect.canary.CanaryName;
import dev.plainsight.detect.review.Review;
import dev.plainsight.detect.risk.Subject;
import dev.plainsight.detect.sigma.SigmaRules;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.store.DeadLetterRow;
import dev.plainsight.store.LateRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Folds the events of each entity through its rules, a bundle at a time: state is read and written
 * once a bundle, late events of one bundle cost one refold, and a finding that grew leaves once.
 *
 * <pre>
 * events      e1 e2   e3      e4 | e5 ...
 * bundle      [ waits on the heap ] folded just before the checkpoint's barrier
 * checkpoint                     ^ the state has e1..e4; their findings become visible
 * </pre>
 *
 * Waiting costs no latency: a finding is visible only with the checkpoint that follows (see {@link
 * CommittedSink}). Nothing waits across a barrier, so nothing is lost by a crash.
 */
final class Detect extends AbstractStreamOperator<Finding>
    implements TwoInputStreamOperator<Routed, PolicyRecord, Finding> {
  private static final long serialVersionUID = 1;

  /** The most events that wait; more are folded at once. */
  static final int BUNDLE_MAX = 20_000;

  /** What a dead letter keeps of a policy; its writer has it. */
  private static final int LETTER_MAX = 10_000;

  /** Under which places what is remembered was folded: another database may come with a restart. */
  private static final MapStateDescriptor<String, String> FOLDED_UNDER =
      new MapStateDescriptor<>("folded-under", String.class, String.class);

  private static final String PLACES = "places";

  private final List<String> placesFiles;
  private transient Places places = Places.NONE;
  private transient Policy policy = Policy.published();
  private transient @Nullable BroadcastState<String, String> foldedUnder;
  private transient @Nullable BroadcastState<String, String> texts;
  private transient @Nullable TimelineState state;
  private transient @Nullable KnownReviews reviews;

  /** Entities of incidents that were reviewed since the last barrier. */
  private transient Set<String> reviewed = new LinkedHashSet<>();

  private transient Map<String, List<IdentifiedEvent>> bundle = new LinkedHashMap<>();
  private transient int waiting;

  Detect(List<String> placesFiles) {
    this.placesFiles = List.copyOf(placesFiles);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    texts = getOperatorStateBackend().getBroadcastState(PolicyTexts.STATE);
    foldedUnder = getOperatorStateBackend().getBroadcastState(FOLDED_UNDER);
    reviews = new KnownReviews(getOperatorStateBackend());
    reviewed = new LinkedHashSet<>();
  }

  @Override
  public void open() throws Exception {
    super.open();
    state = new TimelineState(getRuntimeContext());
    bundle = new LinkedHashMap<>();
    places = PlacesFiles.open(placesFiles);
    policy =
        Policy.of(PolicyTexts.in(Objects.requireNonNull(texts)), places)
            .with(Objects.requireNonNull(reviews).inForce());
  }

  @Override
  public void processElement1(StreamRecord<Routed> element) throws Exception {
    Routed routed = element.getValue();
    bundle.computeIfAbsent(routed.key(), key -> new ArrayList<>()).add(routed.event());
    if (++waiting >= BUNDLE_MAX) {
      fold();
    }
  }

  /**
   * What is in force changes: everything that waits is folded under the old policy, then every
   * entity again under the new one; what no longer holds is retracted. A policy that cannot be in
   * force leaves by the side, and the one before stays.
   */
  @Override
  public void processElement2(StreamRecord<PolicyRecord> element) throws Exception {
    PolicyRecord record = element.getValue();
    BroadcastState<String, String> kept = Objects.requireNonNull(texts);
    boolean hadPeers = policy.around().has(Aspect.PEERS);
    try {
      if (record.topic().equals(Topics.REVIEWS)) {
        review(record.value());
        return;
      }
      Policy.check(record);
      Map<String, String> next = PolicyTexts.in(kept);
      next.put(record.key(), record.value());
      Policy changed = Policy.of(next, places).with(Objects.requireNonNull(reviews).inForce());
      fold();
      policy = changed;
      PolicyTexts.keep(kept, record);
      tell(record);
    } catch (IllegalArgumentException e) {
      if (isFirst()) {
        output.collect(Outputs.DEAD_LETTERS, new StreamRecord<>(letter(record, e.getMessage())));
      }
      return;
    }
    foldAgain(Policy.concernedBy(record.key()));
    if (!hadPeers && policy.around().has(Aspect.PEERS)) {
      forAllKeys(this::tellBeside);
    }
  }

  /** Folds what is remembered of all entities of these kinds once more. */
  private void foldAgain(Set<Dimension> concerned) throws Exception {
    forAllKeys(
        key -> {
          if (concerned.contains(Routed.entity(key).dimension())) {
            fold(key, List.of());
          }
        });
  }

  private void forAllKeys(Consumer<String> each) throws Exception {
    this.<String>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            TimelineState.PROGRESS,
            (key, progress) -> each.accept(key));
  }

  /** What stood before the first snapshot of peers is told once more, with the usual beside it. */
  private void tellBeside(String key) {
    setCurrentKey(key);
    Bundle memory = new Bundle(Objects.requireNonNull(state));
    List<Finding> standing = new ArrayList<>();
    memory.held(Timeline.Mark.HEAD).forEach(standing::add);
    for (Finding held : standing) {
      Finding next = held.as(held.version() + 1, false);
      Finding beside = Beside.usual(next, policy.around());
      if (!held.retracted() && !beside.equals(next)) {
        memory.hold(next, Timeline.Mark.HEAD);
        output.collect(new StreamRecord<>(beside));
      }
    }
    memory.keep();
  }

  /** The events of an incident are not what is usual: whom it concerns is folded again. */
  private void review(String json) throws Exception {
    KnownReviews known = Objects.requireNonNull(reviews);
    for (Review changed : known.take(json)) {
      if (changed.verdict().isIncident()) {
        changed.concerned().forEach(entity -> reviewed.add(Routed.key(entity)));
      }
    }
  }

  /** All hear a policy, one tells what is wrong with it. */
  private boolean isFirst() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
  }

  private void tell(PolicyRecord record) {
    if (record.key().equals(Policy.SIGMA) && isFirst()) {
      SigmaRules rules = SigmaInForce.of(record.value()).rules();
      LOG.info(
          "{} Sigma rules in force, {} refused", rules.rules().size(), rules.refusals().size());
      rules.refusals().forEach(refusal -> LOG.warn("refused: {}", refusal));
    }
  }

  private static DeadLetterRow letter(PolicyRecord record, @Nullable String why) {
    return new DeadLetterRow(
        record.topic(),
        record.partition(),
        record.offset(),
        record.receivedAt(),
        record.key(),
        Reject.UNDECODABLE,
        why == null ? "" : why,
        record
            .value()
            .substring(0, Math.min(LETTER_MAX, record.value().length()))
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    fold();
  }

  @Override
  public void finish() throws Exception {
    fold();
  }

  private void fold() throws Exception {
    foldUnderNewPlaces();
    if (!reviewed.isEmpty()) {
      policy = policy.with(Objects.requireNonNull(reviews).inForce());
    }
    bundle.forEach(this::fold);
    bundle.clear();
    waiting = 0;
    for (String key : reviewed) {
      if (Routed.isHere(key, getRuntimeContext().getTaskInfo())) {
        fold(key, List.of());
      }
    }
    reviewed.clear();
  }

  /**
   * Whoever runs this may have put another database of places there before it was started: what was
   * folded under the one before is folded again. Not in {@link #open}, where nothing may leave yet.
   */
  private void foldUnderNewPlaces() throws Exception {
    BroadcastState<String, String> under = Objects.requireNonNull(foldedUnder);
    String before = under.contains(PLACES) ? under.get(PLACES) : "";
    if (!places.version().equals(before)) {
      under.put(PLACES, places.version());
      foldAgain(Policy.concernedBy(Aspect.PLACES));
    }
  }

  /** Folds these events; with none, what is remembered once more. */
  private void fold(String key, List<IdentifiedEvent> events) {
    setCurrentKey(key);
    Entity entity = Routed.entity(key);
    Timeline timeline = Objects.requireNonNull(policy.timelines().get(entity.dimension()));
    Bundle memory = new Bundle(Objects.requireNonNull(state, "open() comes first"));
    List<Finding> findings = new ArrayList<>();
    Surroundings around =
        CanaryName.is(entity.key()) ? Canary.around(entity.key()) : policy.around();
    Folding folding = timeline.folding(memory, entity, around, findings);
    for (IdentifiedEvent event : sorted(events)) {
      if (folding.add(event) == Timeline.Taken.LATE) {
        output.collect(Outputs.LATE, new StreamRecord<>(late(entity, event)));
      }
    }
    if (events.isEmpty()) {
      timeline.refold(memory, entity, around, findings);
    } else {
      folding.finish();
    }
    memory.keep();
    for (Finding finding : newest(findings)) {
      output.collect(new StreamRecord<>(Beside.usual(finding, policy.around())));
      leave(memory.before(finding.id()), finding);
    }
  }

  private static List<IdentifiedEvent> sorted(List<IdentifiedEvent> events) {
    List<IdentifiedEvent> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparing(EventOrder::of));
    return sorted;
  }

  /** A finding may come to be about another subject, as when a second account is tried. */
  private void leave(@Nullable Finding before, Finding now) {
    if (before != null && !before.retracted() && !Subject.of(before).equals(Subject.of(now))) {
      output.collect(Outputs.LEFT, new StreamRecord<>(before.as(before.version(), true)));
    }
  }

  /** Of several versions of a finding the last: nobody saw the others. */
  private static Iterable<Finding> newest(List<Finding> findings) {
    Map<String, Finding> newest = new LinkedHashMap<>();
    findings.forEach(finding -> newest.put(finding.id(), finding));
    return newest.values();
  }

  private static LateRow late(Entity entity, IdentifiedEvent event) {
    return new LateRow(
        event.getDeviceId(),
        event.getBootEpoch(),
        event.getSeq(),
        entity.dimension().name(),
        entity.key(),
        event.getEvent().getOccurredAt(),
        event.getReceivedAt());
  }
}
