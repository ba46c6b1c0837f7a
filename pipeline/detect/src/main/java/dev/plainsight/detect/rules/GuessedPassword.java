package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * AC-02: a logon that succeeds after many failures of the same source, or of the same account. The
 * success uses the failures up: the next one needs failures of its own.
 *
 * <pre>
 * failures   x x x x x
 * success              S        found: 5 failures in the 15 minutes before it
 *            [ 15 min  ]
 * </pre>
 */
public final class GuessedPassword implements Detector<GuessedPassword.State> {

  /** One failed logon. */
  public record Failure(long atMs, EventRange event) {}

  /**
   * What is remembered between events.
   *
   * @param failures of the window, oldest first: as many as the rule asks for, at least the last
   *     {@link #FAILURES_KEPT}
   */
  public record State(List<Failure> failures) {}

  /** How many failures a finding can count; more are told as "at least". */
  static final int FAILURES_KEPT = 50;

  @Override
  public String ruleId() {
    return "AC-02";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(List.of());
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return Logons.isFailure(event) || Logons.isGuessableSuccess(event);
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long windowMs = (long) (rule.threshold("window_s") * 1_000);
    long fromMs = event.getEvent().getOccurredAt() - windowMs;
    List<Failure> failures = new ArrayList<>(state.failures());
    failures.removeIf(failure -> failure.atMs() < fromMs);
    if (Logons.isFailure(event)) {
      return Step.quiet(new State(with(failures, event, rule)));
    }
    return failures.size() >= rule.threshold("failures_min")
        ? new Step<>(start(), List.of(finding(failures, entity, event, rule)))
        : Step.quiet(new State(failures));
  }

  private static List<Failure> with(List<Failure> failures, IdentifiedEvent event, Rule rule) {
    EventRange range =
        new EventRange(event.getDeviceId(), event.getBootEpoch(), event.getSeq(), event.getSeq());
    failures.add(new Failure(event.getEvent().getOccurredAt(), range));
    if (failures.size() > Math.max(FAILURES_KEPT, rule.threshold("failures_min"))) {
      failures.remove(0);
    }
    return failures;
  }

  private static Finding finding(
      List<Failure> failures, Entity entity, IdentifiedEvent success, Rule rule) {
    List<EventRange> events = List.of();
    for (Failure failure : failures) {
      events = Ranges.with(events, failure.event());
    }
    long startMs = failures.get(0).atMs();
    long endMs = success.getEvent().getOccurredAt();
    return new Draft(rule, entity, EventId.of(success).toString())
        .person(Logons.of(success).getTargetUser())
        .device(success.getDeviceId())
        .between(startMs, endMs)
        .context(
            entity.dimension() == Dimension.SOURCE
                ? Logons.of(success).getTargetUser()
                : Logons.source(success))
        .because(because(failures, entity, success, rule))
        .measure("failures", failures.size(), ">=", "failures_min", "failures")
        .measure("window", (endMs - startMs) / 1_000.0, "<=", "window_s", "s")
        .restsOn(Ranges.with(events, success))
        .unknown("forgotten_password", "shared_egress", "vpn")
        .finding();
  }

  private static String because(
      List<Failure> failures, Entity entity, IdentifiedEvent success, Rule rule) {
    Logon logon = Logons.of(success);
    boolean source = entity.dimension() == Dimension.SOURCE;
    return String.format(
        Locale.ROOT,
        "The password of %s may have been guessed: a logon%s succeeded after %s%d failures of %s"
            + " within %d s (rule: %.0f within %.0f s).",
        logon.getTargetUser().isEmpty() ? "an unnamed account" : logon.getTargetUser(),
        source ? "" : from(logon),
        failures.size() >= FAILURES_KEPT ? "at least " : "",
        failures.size(),
        source ? "the source " + entity.key() : "the account",
        (success.getEvent().getOccurredAt() - failures.get(0).atMs()) / 1_000,
        rule.threshold("failures_min"),
        rule.threshold("window_s"));
  }

  private static String from(Logon logon) {
    return logon.getSourceIp().isEmpty() ? "" : " from " + logon.getSourceIp();
  }
}
