package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.baseline.Distinct;
import dev.plainsight.detect.baseline.Level;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.Locale;
import java.util.Set;

/**
 * AC-10: one account gets into more hosts in a day than it ever does.
 *
 * <pre>
 * hosts a day   2  3  2  2  3 | 17   found: over 5, and over the own mean + 3 sigma
 * </pre>
 */
public final class FanOut implements Detector<FanOut.State> {
  private static final long DAY_MS = 86_400_000;

  /**
   * What is remembered between events.
   *
   * @param day since 1970; {@link Long#MIN_VALUE} before any
   * @param hosts of that day
   * @param spell the logons of that day
   * @param own hosts that a day of this account usually has
   */
  public record State(long day, Distinct hosts, Spell spell, Level own) {}

  @Override
  public String ruleId() {
    return "AC-10";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(Long.MIN_VALUE, Distinct.NONE, Spell.NONE, Level.NONE);
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return Logons.isWayIn(event);
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.DIRECTORY, Aspect.PEERS);
  }

  @Override
  public long reachMs() {
    return 30L * 24 * 60 * 60 * 1_000;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long day = Math.floorDiv(event.getEvent().getOccurredAt(), DAY_MS);
    State today = day == state.day() ? state : begun(day, state, rule);
    Distinct hosts = today.hosts().with(event.getDeviceId());
    boolean another = !hosts.equals(today.hosts());
    State next =
        new State(
            day, hosts, another ? today.spell().with(event, DAY_MS) : today.spell(), today.own());
    if (!another) {
      return Step.quiet(next);
    }
    long count = hosts.count();
    return count >= limit(next.own(), rule)
        ? Step.growing(next, "day " + day, () -> finding(next, count, entity, rule, around))
        : Step.quiet(next);
  }

  private static State begun(long day, State before, Rule rule) {
    Level own = before.own();
    if (before.day() != Long.MIN_VALUE) {
      own = own.with((double) before.hosts().count(), limit(own, rule));
    }
    return new State(day, Distinct.NONE, Spell.NONE, own);
  }

  /** An account with no history yet must do more before it is told. */
  private static double limit(Level own, Rule rule) {
    return own.n() < rule.threshold("learning_days")
        ? rule.threshold("hosts_new_min")
        : Math.max(rule.threshold("hosts_min"), own.limit(rule.threshold("sigmas")));
  }

  private static Finding finding(
      State state, long hosts, Entity entity, Rule rule, Surroundings around) {
    boolean known = state.own().n() >= rule.threshold("learning_days");
    double usual = state.own().n() == 0 ? Double.NaN : state.own().mean();
    String because =
        String.format(
            Locale.ROOT,
            "%s got into %d hosts in a day; %s.",
            entity.key(),
            hosts,
            known
                ? String.format(
                    Locale.ROOT,
                    "usual for it are %.1f (rule: at least %.0f and %.0f sigma above its own mean)",
                    usual,
                    rule.threshold("hosts_min"),
                    rule.threshold("sigmas"))
                : String.format(
                    Locale.ROOT,
                    "what is usual for it is not known yet (rule then: %.0f)",
                    rule.threshold("hosts_new_min")));
    String team = around.directory().teamOf(entity.key());
    return new Draft(rule, entity, "day " + state.day())
        .person(entity.key())
        .on(state.spell())
        .because(because)
        .measure(
            "hosts",
            (double) hosts,
            ">=",
            known ? "hosts_min" : "hosts_new_min",
            "hosts",
            usual,
            around.peers().median(team, rule.id(), "hosts"))
        .benign("service_account", around.directory().isService(entity.key()))
        .unknown("planned_maintenance")
        .finding();
  }
}
