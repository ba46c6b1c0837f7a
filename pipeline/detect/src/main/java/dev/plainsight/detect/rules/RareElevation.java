package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.Outcome;
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

/**
 * AC-11: someone becomes another account (root, an administrator) who never or rarely does so, in a
 * team that rarely does. Days at work without it are what makes it rare.
 */
public final class RareElevation implements Detector<RareElevation.State> {

  private static final double FLOOR = 0.001;

  /**
   * What is remembered between events.
   *
   * @param atWork days on which the person did anything on this device
   * @param elevations by way and target, such as {@code sudo to root}
   */
  public record State(Habit atWork, Habit elevations) {}

  @Override
  public String ruleId() {
    return "AC-11";
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
    return event.getEvent().getPresence() != null
        || Logons.isPersonsWayIn(event)
        || isElevation(event);
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.DIRECTORY, Aspect.PEERS);
  }

  @Override
  public long reachMs() {
    return 180L * 24 * 60 * 60 * 1_000;
  }

  private static boolean isElevation(IdentifiedEvent event) {
    Logon logon = event.getEvent().getLogon();
    return logon != null
        && logon.getAction() == LogonAction.ELEVATE
        && logon.getOutcome() != Outcome.FAILURE;
  }

  @Override
  public State untaught(State before, State after) {
    return new State(after.atWork(), before.elevations());
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long atMs = event.getEvent().getOccurredAt();
    Habit atWork = state.atWork().with("", atMs);
    if (!isElevation(event)) {
      // The very habit that was there comes back within a day: nothing is made for each slice.
      return Step.quiet(
          atWork.equals(state.atWork()) ? state : new State(atWork, state.elevations()));
    }
    Logon logon = Logons.of(event);
    String value = logon.getService() + " to " + logon.getTargetUser();
    State next = new State(atWork, state.elevations().with(value, atMs));
    double bits = bits(value, state, event, around);
    boolean learned =
        state.atWork().hasLearned(rule.threshold("learning_days"), atMs)
            && state.atWork().days() >= rule.threshold("days_min");
    return learned && bits >= rule.threshold("bits_min")
        ? new Step<>(next, List.of(finding(bits, state, entity, event, rule, around)))
        : Step.quiet(next);
  }

  private static double bits(
      String value, State state, IdentifiedEvent event, Surroundings around) {
    long atMs = event.getEvent().getOccurredAt();
    String team = around.directory().teamOf(event.getEvent().getUser());
    return Rarity.bits(
        state.elevations().weightOf(value, atMs),
        state.atWork().weightAt(atMs),
        around.peers().tally(team, "elevation"),
        around.peers().tally(Peers.ORGANISATION, "elevation"),
        value,
        state.elevations().daysOf(value) == 0 ? around.peers().daysCountedSince(atMs) : 0,
        FLOOR);
  }

  private static Finding finding(
      double bits,
      State state,
      Entity entity,
      IdentifiedEvent event,
      Rule rule,
      Surroundings around) {
    Logon logon = Logons.of(event);
    String user = event.getEvent().getUser();
    String value = logon.getService() + " to " + logon.getTargetUser();
    String because =
        String.format(
            Locale.ROOT,
            "%s became %s by %s on %s, done on %d of %d days before; unusual for this person%s"
                + " (%.1f bits of surprise; rule: %.0f).",
            user,
            logon.getTargetUser(),
            logon.getService(),
            event.getDeviceId(),
            state.elevations().daysOf(value),
            state.atWork().days(),
            around.has(Aspect.PEERS) ? " and the team" : "",
            bits,
            rule.threshold("bits_min"));
    return new Draft(rule, entity, EventId.of(event).toString())
        .on(event)
        .person(user)
        .because(because)
        .measure("rarity", bits, ">=", "bits_min", "bits")
        .measure("days_known", state.atWork().days(), ">=", "days_min", "days")
        .unknown("installation_agreed", "new_duties")
        .finding();
  }
}
