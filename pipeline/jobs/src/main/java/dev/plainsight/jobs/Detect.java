package dev.plainsight.jobs;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventOrder;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.risk.Subject;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.store.LateRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
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
    implements OneInputStreamOperator<Routed, Finding> {
  private static final long serialVersionUID = 1;

  /** The most events that wait; more are folded at once. */
  static final int BUNDLE_MAX = 20_000;

  private transient Map<Dimension, Timeline> timelines = Map.of();
  private transient @Nullable TimelineState state;
  private transient Map<String, List<IdentifiedEvent>> bundle = new LinkedHashMap<>();
  private transient Surroundings around = Surroundings.NONE;
  private transient int waiting;

  @Override
  public void open() throws Exception {
    super.open();
    timelines = Timelines.published();
    state = new TimelineState(getRuntimeContext());
    bundle = new LinkedHashMap<>();
    around = Surroundings.NONE;
  }

  @Override
  public void processElement(StreamRecord<Routed> element) {
    Routed routed = element.getValue();
    bundle.computeIfAbsent(routed.key(), key -> new ArrayList<>()).add(routed.event());
    if (++waiting >= BUNDLE_MAX) {
      fold();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    fold();
  }

  @Override
  public void finish() {
    fold();
  }

  private void fold() {
    bundle.forEach(this::fold);
    bundle.clear();
    waiting = 0;
  }

  private void fold(String key, List<IdentifiedEvent> events) {
    setCurrentKey(key);
    Entity entity = Routed.entity(key);
    Timeline timeline = Objects.requireNonNull(timelines.get(entity.dimension()));
    Bundle memory = new Bundle(Objects.requireNonNull(state, "open() comes first"));
    List<Finding> findings = new ArrayList<>();
    boolean behind = false;
    events.sort(Comparator.comparing(EventOrder::of));
    for (IdentifiedEvent event : events) {
      Timeline.Taken taken = timeline.add(memory, entity, event, around, findings);
      behind |= taken == Timeline.Taken.BEHIND;
      if (taken == Timeline.Taken.LATE) {
        output.collect(Outputs.LATE, new StreamRecord<>(late(entity, event)));
      }
    }
    if (behind) {
      timeline.refold(memory, entity, around, findings);
    }
    memory.keep();
    for (Finding finding : newest(findings)) {
      output.collect(new StreamRecord<>(finding));
      leave(memory.before(finding.id()), finding);
    }
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
