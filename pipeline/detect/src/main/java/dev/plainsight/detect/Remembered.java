package dev.plainsight.detect;

import dev.plainsight.contract.avro.IdentifiedEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A timeline's memory on the heap: for the verifier of evidence, the evaluator and tests. */
public final class Remembered implements Timeline.Memory {
  private Timeline.@Nullable Progress progress;
  private final Map<Timeline.Mark, Map<String, Object>> states =
      new EnumMap<>(
          Map.of(Timeline.Mark.HEAD, new HashMap<>(), Timeline.Mark.BASE, new HashMap<>()));
  private final Map<EventOrder, IdentifiedEvent> history = new HashMap<>();
  private final Map<Timeline.Mark, Map<String, Finding>> held =
      new EnumMap<>(
          Map.of(Timeline.Mark.HEAD, new HashMap<>(), Timeline.Mark.BASE, new HashMap<>()));

  @Override
  public Timeline.@Nullable Progress progress() {
    return progress;
  }

  @Override
  public void progress(Timeline.Progress newProgress) {
    this.progress = newProgress;
  }

  @Override
  public <S> @Nullable S state(Detector<S> detector, Timeline.Mark at) {
    Object state = states(at).get(detector.ruleId());
    return state == null ? null : detector.stateType().cast(state);
  }

  @Override
  public <S> void state(Detector<S> detector, Timeline.Mark at, S state) {
    states(at).put(detector.ruleId(), state);
  }

  @Override
  public void remember(EventOrder order, IdentifiedEvent event) {
    history.put(order, event);
  }

  @Override
  public void forget(EventOrder order) {
    history.remove(order);
  }

  @Override
  public Iterable<IdentifiedEvent> remembered() {
    return history.values();
  }

  @Override
  public @Nullable Finding held(String id, Timeline.Mark at) {
    return findings(at).get(id);
  }

  @Override
  public void hold(Finding finding, Timeline.Mark at) {
    findings(at).put(finding.id(), finding);
  }

  @Override
  public void release(String id, Timeline.Mark at) {
    findings(at).remove(id);
  }

  @Override
  public Iterable<Finding> held(Timeline.Mark at) {
    return findings(at).values();
  }

  /** What holds now, in no order. */
  public List<Finding> standing() {
    List<Finding> standing = new ArrayList<>(findings(Timeline.Mark.HEAD).values());
    standing.removeIf(Finding::retracted);
    return standing;
  }

  private Map<String, Finding> findings(Timeline.Mark at) {
    return Objects.requireNonNull(held.get(at));
  }

  private Map<String, Object> states(Timeline.Mark at) {
    return Objects.requireNonNull(states.get(at));
  }
}
