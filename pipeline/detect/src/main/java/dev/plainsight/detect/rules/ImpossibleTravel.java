package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.baseline.Habit;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Place;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AC-05: two logons of one account from places too far apart for the time between them.
 *
 * <pre>
 * logons   Lisbon 09:00 ------ 5,400 km ------ New York 10:00     5,400 km/h: found
 * </pre>
 */
public final class ImpossibleTravel implements Detector<ImpossibleTravel.State> {
  private static final double HOUR_MS = 3_600_000;

  /**
   * What is remembered between events.
   *
   * @param address of the last logon whose place is known; empty before any
   * @param networks that the account comes from, by day
   */
  public record State(String address, long atMs, List<EventRange> event, Habit networks) {}

  /** From one logon to the next. */
  private record Trip(Place from, Place to, double km, double hours) {
    double kmh() {
      return km / hours;
    }
  }

  @Override
  public String ruleId() {
    return "AC-05";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State("", 0, List.of(), Habit.NONE);
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return Logons.isWayIn(event) && !Logons.of(event).getSourceIp().isEmpty();
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.PLACES, Aspect.NETWORKS);
  }

  @Override
  public Set<Aspect> needs() {
    return Set.of(Aspect.PLACES);
  }

  @Override
  public long reachMs() {
    return 90L * 24 * 60 * 60 * 1_000;
  }

  @Override
  public State untaught(State before, State after) {
    return before;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    String address = Logons.of(event).getSourceIp();
    Optional<Place> place = around.places().of(address).filter(Place::hasPoint);
    if (place.isEmpty() || around.networks().isShared(address)) {
      return Step.quiet(state);
    }
    long atMs = event.getEvent().getOccurredAt();
    State next =
        new State(
            address,
            atMs,
            Ranges.with(List.of(), event),
            state.networks().with(network(place.get()), atMs));
    Trip trip = trip(state, place.get(), atMs, around);
    return trip != null && isImpossible(trip, state, atMs, rule)
        ? new Step<>(next, List.of(finding(trip, state, entity, event, rule, around)))
        : Step.quiet(next);
  }

  private static String network(Place place) {
    return place.network().isEmpty() ? place.named() : place.network();
  }

  private static @Nullable Trip trip(State last, Place to, long atMs, Surroundings around) {
    Place from = around.places().of(last.address()).filter(Place::hasPoint).orElse(null);
    // A minute at least: two logons of one second are no speed.
    double hours = Math.max(60_000, atMs - last.atMs()) / HOUR_MS;
    return from == null ? null : new Trip(from, to, from.kmTo(to), hours);
  }

  /** Two networks that both are an old habit are one person's: an office's way out, and home. */
  private static boolean isImpossible(Trip trip, State state, long atMs, Rule rule) {
    double usualDays = rule.threshold("usual_days");
    boolean usual =
        state.networks().daysOf(network(trip.from())) >= usualDays
            && state.networks().daysOf(network(trip.to())) >= usualDays;
    return trip.km() > rule.threshold("km_min")
        && trip.kmh() > rule.threshold("kmh_max")
        && state.networks().hasLearned(rule.threshold("learning_days"), atMs)
        && !usual;
  }

  private static Finding finding(
      Trip trip, State last, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    String address = Logons.of(event).getSourceIp();
    String because =
        String.format(
            Locale.ROOT,
            "%s logged on from %s (%s) %.0f minutes after %s (%s): %.0f km apart, %.0f km/h (rule:"
                + " over %.0f km/h).",
            entity.key(),
            trip.to().named(),
            address,
            trip.hours() * 60,
            trip.from().named(),
            last.address(),
            trip.km(),
            trip.kmh(),
            rule.threshold("kmh_max"));
    long atMs = event.getEvent().getOccurredAt();
    return new Draft(rule, entity, EventId.of(event).toString())
        .on(event)
        .between(last.atMs(), atMs)
        .context(trip.to().named())
        .because(because)
        .measure("speed", trip.kmh(), ">", "kmh_max", "km/h")
        .measure("distance", trip.km(), ">", "km_min", "km")
        .restsOn(Ranges.with(last.event(), event))
        .sharedOrNot(address, around)
        .unknown("mobile_network")
        .finding();
  }
}
