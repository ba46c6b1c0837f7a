package dev.plainsight.jobs;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.rules.Silence;
import dev.plainsight.store.BatchRow;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * AG-01 on the arrival clock. Keyed by device.
 *
 * <p>After a restart every device gets its full time again: while nobody listened, silence proves
 * nothing.
 */
final class SilenceWatch extends KeyedProcessFunction<String, BatchRow, Finding> {
  private transient @Nullable Silence silence;
  private transient @Nullable ValueState<Silence.State> state;
  private transient long listeningSinceMs;

  @Override
  public void open(OpenContext context) {
    silence = new Silence(RuleBook.published().rule("AG-01"));
    state =
        getRuntimeContext().getState(new ValueStateDescriptor<>("silence", Silence.State.class));
    listeningSinceMs = System.currentTimeMillis();
  }

  @Override
  public void processElement(BatchRow row, Context context, Collector<Finding> out)
      throws Exception {
    Silence rule = java.util.Objects.requireNonNull(silence);
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
    wakeOnce(rule, before, context);
  }

  /** One timer at a time for each device: set where none is pending, moved on when it fires. */
  private void wakeOnce(Silence rule, Silence.State before, Context context) throws Exception {
    long wakeAtMs = rule.wakeAtMs(before(rule));
    if (wakeAtMs != Silence.NEVER && rule.wakeAtMs(before) == Silence.NEVER) {
      context.timerService().registerProcessingTimeTimer(wakeAtMs);
    }
  }

  @Override
  public void onTimer(long atMs, OnTimerContext context, Collector<Finding> out) throws Exception {
    Silence rule = java.util.Objects.requireNonNull(silence);
    Silence.State before = before(rule);
    long wakeAtMs = rule.wakeAtMs(before);
    if (wakeAtMs == Silence.NEVER) {
      return;
    }
    long patienceMs = wakeAtMs - before.heardMs();
    long dueMs = Math.max(wakeAtMs, listeningSinceMs + patienceMs);
    if (atMs < dueMs) {
      context.timerService().registerProcessingTimeTimer(dueMs);
    } else {
      keep(rule.onTime(before, atMs), out);
    }
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
