package dev.plainsight.jobs;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.EventOrder;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.rules.Rules;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.util.function.SupplierWithException;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * A timeline's memory in Flink's keyed state: the history and the findings by entry, so that an
 * in-order event touches only what it changes.
 */
final class TimelineState implements Timeline.Memory {
  /** What every entity has that was ever folded. */
  static final ValueStateDescriptor<Timeline.Progress> PROGRESS =
      new ValueStateDescriptor<>("progress", Timeline.Progress.class);

  private final ValueState<Timeline.Progress> progress;
  private final MapState<EventOrder, IdentifiedEvent> history;
  private final Map<Timeline.Mark, MapState<String, Finding>> held =
      new EnumMap<>(Timeline.Mark.class);
  private final Map<String, State> states = new HashMap<>();

  TimelineState(RuntimeContext runtime) {
    progress = runtime.getState(PROGRESS);
    history =
        runtime.getMapState(
            new MapStateDescriptor<>("history", EventOrder.class, IdentifiedEvent.class));
    for (Timeline.Mark at : Timeline.Mark.values()) {
      held.put(
          at,
          runtime.getMapState(
              new MapStateDescriptor<>("findings-" + at, String.class, Finding.class)));
      for (Detector<?> detector : Rules.all()) {
        states.put(
            at + detector.ruleId(),
            runtime.getState(
                new ValueStateDescriptor<>(detector.ruleId() + "-" + at, detector.stateType())));
      }
    }
  }

  @Override
  public Timeline.@Nullable Progress progress() {
    return read(progress::value);
  }

  @Override
  public void progress(Timeline.Progress newProgress) {
    write(() -> progress.update(newProgress));
  }

  @Override
  public <S> @Nullable S state(Detector<S> detector, Timeline.Mark at) {
    return read(() -> this.<S>of(detector, at).value());
  }

  @Override
  public <S> void state(Detector<S> detector, Timeline.Mark at, S state) {
    write(() -> this.<S>of(detector, at).update(state));
  }

  @SuppressWarnings("unchecked") // made from the detector's own state type
  private <S> ValueState<S> of(Detector<S> detector, Timeline.Mark at) {
    State state = states.get(at + detector.ruleId());
    if (state == null) {
      throw new IllegalArgumentException(detector.ruleId() + " is not among the rules");
    }
    return (ValueState<S>) state;
  }

  @Override
  public void remember(EventOrder order, IdentifiedEvent event) {
    write(() -> history.put(order, event));
  }

  /** As {@link #remember} for each, in one write. */
  void rememberAll(Map<EventOrder, IdentifiedEvent> events) {
    write(() -> history.putAll(events));
  }

  @Override
  public void forget(EventOrder order) {
    write(() -> history.remove(order));
  }

  @Override
  public Iterable<IdentifiedEvent> remembered() {
    return all(read(history::values));
  }

  @Override
  public @Nullable Finding held(String id, Timeline.Mark at) {
    return read(() -> findings(at).get(id));
  }

  @Override
  public void hold(Finding finding, Timeline.Mark at) {
    write(() -> findings(at).put(finding.id(), finding));
  }

  @Override
  public void release(String id, Timeline.Mark at) {
    write(() -> findings(at).remove(id));
  }

  @Override
  public Iterable<Finding> held(Timeline.Mark at) {
    return all(read(() -> findings(at).values()));
  }

  private MapState<String, Finding> findings(Timeline.Mark at) {
    return java.util.Objects.requireNonNull(held.get(at));
  }

  private static <T> Iterable<T> all(@Nullable Iterable<T> values) {
    return values == null ? java.util.List.of() : values;
  }

  /** State that cannot be read or written is no matter for a rule: the task fails and restarts. */
  private static <T extends @Nullable Object> T read(SupplierWithException<T, Exception> access) {
    try {
      return access.get();
    } catch (Exception e) {
      throw new IllegalStateException("state cannot be read", e);
    }
  }

  private static void write(ThrowingRunnable<Exception> access) {
    try {
      access.run();
    } catch (Exception e) {
      throw new IllegalStateException("state cannot be written", e);
    }
  }
}
