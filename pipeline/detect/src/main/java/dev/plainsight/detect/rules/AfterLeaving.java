package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.Directory.Person;
import dev.plainsight.detect.surroundings.Surroundings;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * AC-13: a session of someone who has left, later than agreed.
 *
 * <pre>
 * last day   Friday              | agreed hours |  S   found
 * </pre>
 */
public final class AfterLeaving implements Detector<AfterLeaving.State> {
  private static final double HOUR_MS = 3_600_000;

  /** What is remembered between events: the sessions after the end that belong to one finding. */
  public record State(Spell spell) {}

  @Override
  public String ruleId() {
    return "AC-13";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(Spell.NONE);
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return Logons.isWayIn(event);
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.DIRECTORY);
  }

  @Override
  public Set<Aspect> needs() {
    return Set.of(Aspect.DIRECTORY);
  }

  @Override
  public long reachMs() {
    return 7L * 24 * 60 * 60 * 1_000;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    Directory directory = around.directory();
    Person person = directory.personOf(entity.key());
    Optional<LocalDate> lastDay = person == null ? Optional.empty() : person.lastDay();
    if (person == null || lastDay.isEmpty()) {
      return Step.quiet(state);
    }
    long endMs =
        lastDay.get().plusDays(1).atStartOfDay(directory.zoneOf(person)).toInstant().toEpochMilli();
    double hours = (event.getEvent().getOccurredAt() - endMs) / HOUR_MS;
    if (hours <= rule.threshold("agreed_h")) {
      return Step.quiet(state);
    }
    Spell spell = state.spell().with(event, rule.threshold("again_after_h") * HOUR_MS);
    return Step.growing(
        new State(spell), spell.anchor(), () -> finding(spell, hours, person, entity, event, rule));
  }

  private static Finding finding(
      Spell spell, double hours, Person person, Entity entity, IdentifiedEvent event, Rule rule) {
    String because =
        String.format(
            Locale.ROOT,
            "%s's account %s was used %.0f hours after the end of the last day, %s (%d times; rule:"
                + " %.0f hours).",
            person.name().isEmpty() ? person.id() : person.name(),
            entity.key(),
            hours,
            person.endsOn(),
            spell.times(),
            rule.threshold("agreed_h"));
    return new Draft(rule, entity, spell.anchor())
        .person(Logons.of(event).getTargetUser())
        .on(spell)
        .because(because)
        .measure("hours_after", hours, ">", "agreed_h", "h")
        .unknown("return_agreed", "mail_forwarding")
        .finding();
  }
}
