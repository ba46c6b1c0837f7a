package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.baseline.HourOfWeek;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Directory.Person;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Surroundings;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AC-08: a logon at an hour of the week that is rare for this person and the team, outside any
 * shift.
 *
 * <pre>
 * week     Mon [========]   Tue [========]      Wed  x  [========]
 *                                                  ^ 03:00: 14 bits
 * </pre>
 */
public final class OffHours implements Detector<OffHours.State> {
  private static final double HOUR_MS = 3_600_000;

  /**
   * What is remembered between events.
   *
   * @param hours of the week with a logon, local time
   * @param before the same before the spell: its first logon does not make its second usual
   * @param firstMs the first logon; {@link Long#MAX_VALUE} before any
   * @param spell the rare logons of one finding
   * @param mostBits of them
   */
  public record State(
      HourOfWeek hours, HourOfWeek before, long firstMs, Spell spell, double mostBits) {}

  @Override
  public String ruleId() {
    return "AC-08";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(HourOfWeek.NONE, HourOfWeek.NONE, Long.MAX_VALUE, Spell.NONE, 0);
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return Logons.isPersonsWayIn(event);
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.DIRECTORY, Aspect.PEERS);
  }

  @Override
  public long reachMs() {
    return 180L * 24 * 60 * 60 * 1_000;
  }

  @Override
  public State untaught(State before, State after) {
    return new State(
        before.hours(), after.before(), before.firstMs(), after.spell(), after.mostBits());
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long atMs = event.getEvent().getOccurredAt();
    Person person = around.directory().personOf(entity.key());
    LocalDateTime local =
        LocalDateTime.ofInstant(Instant.ofEpochMilli(atMs), around.directory().zoneOf(person));
    double quietMs = rule.threshold("again_after_h") * HOUR_MS;
    boolean goesOn = !state.spell().isOver(atMs, quietMs);
    HourOfWeek known = goesOn ? state.before() : state.hours();
    HourOfWeek hours = state.hours().with(local);
    long firstMs = Math.min(state.firstMs(), atMs);
    boolean expected = !isLearned(state, atMs, rule) || isAtWork(person, local, rule);
    double bits = expected ? 0 : bits(known, local, person, around);
    if (expected || bits < rule.threshold("bits_min")) {
      return Step.quiet(new State(hours, state.before(), firstMs, state.spell(), state.mostBits()));
    }
    double most = Math.max(goesOn ? state.mostBits() : 0, bits);
    State next = new State(hours, known, firstMs, state.spell().with(event, quietMs), most);
    return Step.growing(
        next, next.spell().anchor(), () -> finding(next, local, person, entity, rule, around));
  }

  private static double bits(
      HourOfWeek hours, LocalDateTime local, @Nullable Person person, Surroundings around) {
    Peers peers = around.peers();
    return hours.bits(
        local,
        peers.tally(person == null ? "" : person.team(), "hour"),
        peers.tally(Peers.ORGANISATION, "hour"));
  }

  private static boolean isLearned(State state, long atMs, Rule rule) {
    return state.hours().hours() >= rule.threshold("hours_min")
        && atMs - state.firstMs() >= rule.threshold("learning_days") * 24 * HOUR_MS;
  }

  private static boolean isAtWork(@Nullable Person person, LocalDateTime local, Rule rule) {
    int grace = (int) rule.threshold("grace_min");
    return person != null
        && !person.isOnLeave(local.toLocalDate())
        && person.shifts().stream().anyMatch(shift -> shift.holds(local, grace));
  }

  private static Finding finding(
      State state,
      LocalDateTime local,
      @Nullable Person person,
      Entity entity,
      Rule rule,
      Surroundings around) {
    String because =
        String.format(
            Locale.ROOT,
            "%s logged on at %s %s (%s), %s (%.1f bits of surprise; rule: %.0f).",
            entity.key(),
            local.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
            local.toLocalTime().truncatedTo(ChronoUnit.MINUTES),
            around.directory().zoneOf(person).getId(),
            person == null || person.shifts().isEmpty()
                ? "an hour of the week at which this person hardly ever does"
                : "outside the shift, at an hour at which this person hardly ever does",
            state.mostBits(),
            rule.threshold("bits_min"));
    Draft draft =
        new Draft(rule, entity, state.spell().anchor())
            .person(entity.key())
            .on(state.spell())
            .because(because)
            .measure("rarity", state.mostBits(), ">=", "bits_min", "bits")
            .measure("hours_known", state.hours().hours(), ">=", "hours_min", "hours");
    return person == null
        ? draft.unknown("on_leave", "on_call").finding()
        : draft
            .benign("on_leave", person.isOnLeave(local.toLocalDate()))
            .unknown("on_call", "journey")
            .finding();
  }
}
