package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.Locale;
import java.util.Set;

/**
 * AC-14: a logon of an account that nobody in the directory answers for. One finding for as long as
 * the account is used again and again.
 */
public final class UnknownAccount implements Detector<UnknownAccount.State> {
  private static final double HOUR_MS = 3_600_000;

  /** What is remembered between events: the logons that belong to one finding. */
  public record State(Spell spell) {}

  @Override
  public String ruleId() {
    return "AC-14";
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
    return 30L * 24 * 60 * 60 * 1_000;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    if (!around.has(Aspect.DIRECTORY) || around.directory().personOf(entity.key()) != null) {
      return Step.quiet(state);
    }
    Spell spell = state.spell().with(event, rule.threshold("again_after_h") * HOUR_MS);
    return spell.times() >= rule.threshold("logons_min")
        ? Step.growing(new State(spell), spell.anchor(), () -> finding(spell, entity, rule, around))
        : Step.quiet(new State(spell));
  }

  private static Finding finding(Spell spell, Entity entity, Rule rule, Surroundings around) {
    boolean listed = around.directory().account(entity.key()) != null;
    String because =
        String.format(
            Locale.ROOT,
            "The account %s was used %d times, and nobody answers for it: it %s.",
            entity.key(),
            spell.times(),
            listed ? "is listed without a person" : "is not in the directory");
    return new Draft(rule, entity, spell.anchor())
        .person(entity.key())
        .on(spell)
        .because(because)
        .measure("logons", spell.times(), ">=", "logons_min", "logons")
        .benign("listed_without_person", listed)
        .unknown("directory_out_of_date")
        .finding();
  }
}
