package dev.plainsight.agent.x11;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Keeps the slices that come out. */
final class Recorder implements Consumer<ActivityEvent> {
  private final List<ActivityEvent> events = new ArrayList<>();

  @Override
  public void accept(ActivityEvent event) {
    events.add(event);
  }

  List<ActivityEvent> events() {
    return events;
  }

  List<Presence> slices() {
    return events.stream().map(e -> Objects.requireNonNull(e.getPresence())).toList();
  }

  int sum(ToIntFunction<Presence> count) {
    return slices().stream().mapToInt(count).sum();
  }

  boolean has(Predicate<Presence> slice) {
    return slices().stream().anyMatch(slice);
  }

  List<PresenceState> states() {
    return slices().stream().map(Presence::getState).distinct().toList();
  }
}
