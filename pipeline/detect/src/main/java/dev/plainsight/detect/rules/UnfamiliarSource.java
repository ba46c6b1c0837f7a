package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.baseline.Habit;
import dev.plainsight.detect.baseline.Rarity;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** AC-07: a logon on a device, or from a source, that is rare for this person and for the team. */
public final class UnfamiliarSource implements Detector<UnfamiliarSource.State> {

  private static final double FLOOR = 0.001;

  /** What is remembered between events: devices and sources of the account, by day. */
  public record State(Habit devices, Habit sources) {}

  /** How rare one value is. */
  private record Rare(String kind, String value, double bits, Habit habit) {}

  @Override
  public String ruleId() {
    return "AC-07";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(Habit.NONE, Habit.NONE);
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return Logons.isPersonsWayIn(event);
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.DIRECTORY, Aspect.PLACES, Aspect.NETWORKS, Aspect.PEERS);
  }

  @Override
  public long reachMs() {
    return 180L * 24 * 60 * 60 * 1_000;
  }

  @Override
  public State untaught(State before, State after) {
    return before;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long atMs = event.getEvent().getOccurredAt();
    String source = around.places().areaOf(Logons.source(event));
    State next =
        new State(
            state.devices().with(event.getDeviceId(), atMs),
            source.isEmpty() ? state.sources() : state.sources().with(source, atMs));
    Rare rare = null;
    if (isLearned(state.devices(), atMs, rule)) {
      rare = rare("device", event.getDeviceId(), state.devices(), entity, atMs, rule, around);
    }
    if (rare == null && isLearned(state.sources(), atMs, rule)) {
      rare = rare("source", source, state.sources(), entity, atMs, rule, around);
    }
    return rare == null
        ? Step.quiet(next)
        : new Step<>(next, List.of(finding(rare, entity, event, rule, around)));
  }

  private static boolean isLearned(Habit habit, long atMs, Rule rule) {
    return habit.hasLearned(rule.threshold("learning_days"), atMs)
        && habit.days() >= rule.threshold("days_min");
  }

  /** The value, where it is rare enough to tell. */
  private static @Nullable Rare rare(
      String kind,
      String value,
      Habit habit,
      Entity entity,
      long atMs,
      Rule rule,
      Surroundings around) {
    if (value.isEmpty()) {
      return null;
    }
    String team = around.directory().teamOf(entity.key());
    double bits =
        Rarity.bits(
            habit.weightOf(value, atMs),
            habit.weightAt(atMs),
            around.peers().tally(team, kind),
            around.peers().tally(Peers.ORGANISATION, kind),
            value,
            habit.daysOf(value) == 0 ? around.peers().daysCountedSince(atMs) : 0,
            FLOOR);
    return bits >= rule.threshold("bits_min") ? new Rare(kind, value, bits, habit) : null;
  }

  private static Finding finding(
      Rare rare, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    String because =
        String.format(
            Locale.ROOT,
            "%s logged on %s %s, which is unusual for this person and the team: one logon day in"
                + " %,.0f would be expected there (%.1f bits; rule: %.0f), after %d known days.",
            entity.key(),
            rare.kind().equals("device") ? "to the device" : "from",
            rare.value(),
            StrictMath.pow(2, rare.bits()),
            rare.bits(),
            rule.threshold("bits_min"),
            rare.habit().days());
    return new Draft(rule, entity, EventId.of(event).toString())
        .on(event)
        .because(because)
        .context(rare.value())
        .measure("rarity", rare.bits(), ">=", "bits_min", "bits")
        .measure("days_known", rare.habit().days(), ">=", "days_min", "days")
        .sharedOrNot(Logons.source(event), around)
        .unknown("new_device_issued", "journey")
        .finding();
  }
}
