package dev.plainsight.jobs;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.rules.Silence;
import dev.plainsight.store.BatchRow;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * AG-01 on the arrival clock. Keyed by device. Each device that should speak is looked at once a
 * minute, so that a threshold that changes is in force within that.
 *
 * <p>After a restart every device gets its full time again: while nobody listened, silence proves
 * nothing.
 */
final class SilenceWatch
    extends KeyedBroadcastProcessFunction<String, BatchRow, PolicyRecord, Finding> {
  private static final long LOOK_MS = 60_000;

  private transient Thresholds thresholds = new Thresholds();
  private transient @Nullable ValueState<Silence.State> state;
  private transient long listeningSinceMs;

  @Override
  public void open(OpenContext context) {
    thresholds = new Thresholds();
    state =
        getRuntimeContext().getState(new ValueStateDescriptor<>("silence", Silence.State.class));
    listeningSinceMs = System.currentTimeMillis();
  }

  @Override
  public void processElement(BatchRow row, ReadOnlyContext context, Collector<Finding> out)
      throws Exception {
    Silence rule = rule(context);
    EventBatch batch = row.batch();
    List<ActivityEvent> events = batch.getEvents();
    long lastSeq = batch.getFirstSeq() + events.size() - 1;
    IdentifiedEvent last =
        new IdentifiedEvent(
            batch.getDeviceId(),
            batch.getBootEpoch(),
            lastSeq,
            row.receivedAt(),
            events.get(events.size() - 1));
    Silence.State before = before(rule);
    long nowMs = context.timerService().currentProcessingTime();
    keep(rule.onHeard(before, nowMs, last), out);
    // One timer at a time for each device: set where none is pending, moved on when it fires.
    if (!Silence.isExpected(before) && Silence.isExpected(before(rule))) {
      context.timerService().registerProcessingTimeTimer(nextLook(rule, before(rule), nowMs));
    }
  }

  @Override
  public void processBroadcastElement(PolicyRecord record, Context context, Collector<Finding> out)
      throws Exception {
    Thresholds.hear(record, context.getBroadcastState(Thresholds.STATE));
  }

  @Override
  public void onTimer(long atMs, OnTimerContext context, Collector<Finding> out) throws Exception {
    Silence rule = rule(context);
    Silence.State before = before(rule);
    if (!Silence.isExpected(before)) {
      return;
    }
    long wakeAtMs = rule.wakeAtMs(before);
    long patienceMs = wakeAtMs - before.heardMs();
    if (wakeAtMs == Silence.NEVER || atMs >= listeningSinceMs + patienceMs) {
      keep(rule.onTime(before, atMs), out);
    }
    context.timerService().registerProcessingTimeTimer(nextLook(rule, before(rule), atMs));
  }

  /** When the silence would begin, and within a minute at the latest. */
  private static long nextLook(Silence rule, Silence.State now, long nowMs) {
    long wakeAtMs = rule.wakeAtMs(now);
    return wakeAtMs > nowMs ? Math.min(wakeAtMs, nowMs + LOOK_MS) : nowMs + LOOK_MS;
  }

  private Silence rule(ReadOnlyContext context) throws Exception {
    return new Silence(
        thresholds.inForce(context.getBroadcastState(Thresholds.STATE)).rule("AG-01"));
  }

  private Silence.State before(Silence rule) throws Exception {
    Silence.State kept = java.util.Objects.requireNonNull(state).value();
    return kept == null ? rule.start() : kept;
  }

  private void keep(Step<Silence.State> step, Collector<Finding> out) throws Exception {
    java.util.Objects.requireNonNull(state).update(step.next());
    step.findings().forEach(out::collect);
  }
}
