package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Directory.Person;
import dev.plainsight.detect.surroundings.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * AC-09: an account that slept for weeks is used again.
 *
 * <pre>
 * logons   x x x  x |------- 45 days without one -------| x   found
 * </pre>
 */
public final class DormantAccount implements Detector<DormantAccount.State> {
  private static final long DAY_MS = 86_400_000;

  /**
   * What is remembered between events.
   *
   * @param lastMs the last logon; {@link Long#MIN_VALUE} before any
   */
  public record State(long lastMs) {}

  @Override
  public String ruleId() {
    return "AC-09";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(Long.MIN_VALUE);
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
  public long reachMs() {
    return 180L * DAY_MS;
  }

  @Override
  public State untaught(State before, State after) {
    return before;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long atMs = event.getEvent().getOccurredAt();
    boolean service = around.directory().isService(entity.key());
    String threshold = service ? "service_days_min" : "days_min";
    double days = (atMs - state.lastMs()) / (double) DAY_MS;
    boolean known = state.lastMs() != Long.MIN_VALUE;
    State next = new State(atMs);
    return known && days >= rule.threshold(threshold)
        ? new Step<>(next, List.of(finding(days, threshold, entity, event, rule, around)))
        : Step.quiet(next);
  }

  private static Finding finding(
      double days,
      String threshold,
      Entity entity,
      IdentifiedEvent event,
      Rule rule,
      Surroundings around) {
    String because =
        String.format(
            Locale.ROOT,
            "The %s %s was used on %s after %.0f days without a logon (rule: %.0f days).",
            threshold.equals("days_min") ? "account" : "service account",
            entity.key(),
            event.getDeviceId(),
            Math.floor(days),
            rule.threshold(threshold));
    Person person = around.directory().personOf(entity.key());
    long lastSlept = event.getEvent().getOccurredAt() - DAY_MS;
    Draft draft =
        new Draft(rule, entity, EventId.of(event).toString())
            .on(event)
            .because(because)
            .measure("days", Math.floor(days), ">=", threshold, "days");
    return person == null
        ? draft.unknown("leave").finding()
        : draft
            .benign(
                "leave",
                person.isOnLeave(
                    Instant.ofEpochMilli(lastSlept)
                        .atZone(around.directory().zoneOf(person))
                        .toLocalDate()))
            .finding();
  }
}
