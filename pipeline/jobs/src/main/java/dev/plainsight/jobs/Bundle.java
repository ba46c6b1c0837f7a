package dev.plainsight.jobs;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.EventOrder;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Timeline;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entity's memory while a bundle of its events is folded: what is in use stays on the heap as
 * objects and goes to the state once, at the end.
 */
final class Bundle implements Timeline.Memory {
  private record Place(Detector<?> detector, Timeline.Mark at) {}

  private record Held(String id, Timeline.Mark at) {}

  private final TimelineState state;
  private final Map<Place, Object> states = new HashMap<>();
  private final Map<Place, Runnable> changedStates = new LinkedHashMap<>();
  private final Map<Held, @Nullable Finding> findings = new HashMap<>();
  private final Map<String, Finding> before = new HashMap<>();
  private final Map<Held, Runnable> changedFindings = new LinkedHashMap<>();
  private final Map<EventOrder, IdentifiedEvent> events = new HashMap<>();
  private Timeline.@Nullable Progress progress;
  private boolean moved;

  Bundle(TimelineState state) {
    this.state = state;
    this.progress = state.progress();
  }

  /** Writes what changed. */
  void keep() {
    keepEvents();
    keepFindings();
    changedStates.values().forEach(Runnable::run);
    if (moved && progress != null) {
      state.progress(progress);
    }
  }

  /** The finding as it stood before this bundle; null where there was none, or nobody asked. */
  @Nullable Finding before(String id) {
    return before.get(id);
  }

  private void keepEvents() {
    if (!events.isEmpty()) {
      state.rememberAll(events);
      events.clear();
    }
  }

  private void keepFindings() {
    changedFindings.values().forEach(Runnable::run);
    changedFindings.clear();
  }

  @Override
  public Timeline.@Nullable Progress progress() {
    return progress;
  }

  @Override
  public void progress(Timeline.Progress newProgress) {
    progress = newProgress;
    moved = true;
  }

  @Override
  public <S> @Nullable S state(Detector<S> detector, Timeline.Mark at) {
    Place place = new Place(detector, at);
    Object known = states.get(place);
    if (known != null) {
      return detector.stateType().cast(known);
    }
    S kept = state.state(detector, at);
    if (kept != null) {
      states.put(place, kept);
    }
    return kept;
  }

  @Override
  public <S> void state(Detector<S> detector, Timeline.Mark at, S newState) {
    Place place = new Place(detector, at);
    states.put(place, newState);
    changedStates.put(place, () -> state.state(detector, at, newState));
  }

  @Override
  public void remember(EventOrder order, IdentifiedEvent event) {
    events.put(order, event);
  }

  @Override
  public void forget(EventOrder order) {
    events.remove(order);
    state.forget(order);
  }

  @Override
  public Iterable<IdentifiedEvent> remembered() {
    keepEvents();
    return state.remembered();
  }

  @Override
  public @Nullable Finding held(String id, Timeline.Mark at) {
    Held place = new Held(id, at);
    if (!findings.containsKey(place)) {
      Finding kept = state.held(id, at);
      findings.put(place, kept);
      if (kept != null && at == Timeline.Mark.HEAD) {
        before.put(id, kept);
      }
    }
    return findings.get(place);
  }

  @Override
  public void hold(Finding finding, Timeline.Mark at) {
    Held place = new Held(finding.id(), at);
    findings.put(place, finding);
    changedFindings.put(place, () -> state.hold(finding, at));
  }

  @Override
  public void release(String id, Timeline.Mark at) {
    Held place = new Held(id, at);
    findings.put(place, null);
    changedFindings.put(place, () -> state.release(id, at));
  }

  @Override
  public Iterable<Finding> held(Timeline.Mark at) {
    keepFindings();
    return state.held(at);
  }
}
