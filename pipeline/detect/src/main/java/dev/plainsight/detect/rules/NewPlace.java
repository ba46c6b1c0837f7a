package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.baseline.Habit;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Place;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** AC-06: a logon from a country or a network where neither the person nor the team has been. */
public final class NewPlace implements Detector<NewPlace.State> {

  /** What is remembered between events: where the account comes from, by day. */
  public record State(Habit countries, Habit networks) {}

  /** A place as one kind of value. */
  private record Value(String kind, String value, String named) {}

  @Override
  public String ruleId() {
    return "AC-06";
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
    return Logons.isWayIn(event) && !Logons.of(event).getSourceIp().isEmpty();
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.DIRECTORY, Aspect.PLACES, Aspect.NETWORKS, Aspect.PEERS);
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
    long atMs = event.getEvent().getOccurredAt();
    String address = Logons.of(event).getSourceIp();
    Place place = around.places().of(address).orElse(null);
    if (place == null) {
      return Step.quiet(state);
    }
    Value country = new Value("country", place.country(), "the country " + place.country());
    Value network = new Value("network", place.network(), place.network() + " " + place.operator());
    State next =
        new State(seen(state.countries(), country, atMs), seen(state.networks(), network, atMs));
    boolean newCountry = isNew(state.countries(), country, entity, atMs, rule, around);
    boolean newNetwork = isNew(state.networks(), network, entity, atMs, rule, around);
    if (!newCountry && !newNetwork) {
      return Step.quiet(next);
    }
    Value value = newCountry ? country : network;
    int days = state.countries().days();
    return new Step<>(next, List.of(finding(value, place, days, entity, event, rule, around)));
  }

  private static Habit seen(Habit habit, Value value, long atMs) {
    return value.value().isEmpty() ? habit : habit.with(value.value(), atMs);
  }

  private static boolean isNew(
      Habit habit, Value value, Entity entity, long atMs, Rule rule, Surroundings around) {
    return !value.value().isEmpty()
        && habit.hasLearned(rule.threshold("learning_days"), atMs)
        && !habit.knows(value.value(), atMs, rule.threshold("known_days"))
        && teams(value, entity, atMs, around) < rule.threshold("team_days_min");
  }

  /** What somebody does for the first time is not usual because a later snapshot counts it. */
  private static long teams(Value value, Entity entity, long atMs, Surroundings around) {
    String team = around.directory().teamOf(entity.key());
    return team.isEmpty() ? 0 : others(team, value, atMs, around);
  }

  private static long others(String group, Value value, long atMs, Surroundings around) {
    Peers peers = around.peers();
    return peers.tally(group, value.kind()).ofOthers(value.value(), peers.daysCountedSince(atMs));
  }

  /** New to the team only: less than new to everyone; a new network less than a new country. */
  private static Finding finding(
      Value value,
      Place place,
      int days,
      Entity entity,
      IdentifiedEvent event,
      Rule rule,
      Surroundings around) {
    long everyones = others(Peers.ORGANISATION, value, event.getEvent().getOccurredAt(), around);
    boolean known = everyones > 0;
    String because =
        String.format(
            Locale.ROOT,
            "%s logged on from %s (%s), a %s not seen for this person in %.0f days%s.",
            entity.key(),
            place.named(),
            value.named().strip(),
            value.kind(),
            rule.threshold("known_days"),
            known ? ", though for others in the organisation" : among(around));
    return new Draft(rule, entity, EventId.of(event).toString())
        .on(event)
        .because(because)
        .context(value.value())
        .measure("days_known", days, ">=", "learning_days", "days")
        .sharedOrNot(Logons.of(event).getSourceIp(), around)
        .unknown("journey")
        .finding(known || value.kind().equals("network") ? Severity.LOW : rule.severity());
  }

  private static String among(Surroundings around) {
    return around.has(Aspect.PEERS)
        ? " nor for anyone else in the organisation"
        : "; what others use is not known yet";
  }
}
