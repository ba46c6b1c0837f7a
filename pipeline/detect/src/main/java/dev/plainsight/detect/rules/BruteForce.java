package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
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
 * AC-01: many failed logons of one source in a short time. One finding a burst: failures no further
 * apart than the window.
 *
 * <pre>
 * failures  x    x  x x  x  x   x      |                  x
 * window            [ 5 in 60 s ]      | > 60 s: next burst
 * burst     [ the finding: all 7 ]     |                  [...
 * </pre>
 */
public final class BruteForce implements Detector<BruteForce.State> {
  private static final int ACCOUNTS_MAX = 50;
  private static final int ACCOUNTS_NAMED = 5;

  /**
   * What is remembered between events.
   *
   * @param anchor the burst's first failure; empty before any
   * @param latest times of the last failures, as many as the rule asks for
   * @param accounts that were tried, the first few
   * @param accountsMore whether others were tried too
   */
  public record State(
      String anchor,
      long startMs,
      long endMs,
      int failures,
      List<Long> latest,
      boolean found,
      List<String> accounts,
      boolean accountsMore,
      List<EventRange> events) {}

  @Override
  public String ruleId() {
    return "AC-01";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State("", 0, 0, 0, List.of(), false, List.of(), false, List.of());
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return Logons.isFailure(event);
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long atMs = event.getEvent().getOccurredAt();
    long windowMs = (long) (rule.threshold("window_s") * 1_000);
    boolean goesOn = !state.anchor().isEmpty() && atMs - state.endMs() <= windowMs;
    State burst = goesOn ? state : begun(event);
    State next = grown(burst, event, (int) rule.threshold("failures_min"), windowMs);
    return next.found()
        ? Step.growing(next, next.anchor(), () -> finding(next, entity, rule))
        : Step.quiet(next);
  }

  private State begun(IdentifiedEvent event) {
    long atMs = event.getEvent().getOccurredAt();
    String anchor = EventId.of(event).toString();
    return new State(anchor, atMs, atMs, 0, List.of(), false, List.of(), false, List.of());
  }

  private static State grown(State burst, IdentifiedEvent event, int failuresMin, long windowMs) {
    long atMs = event.getEvent().getOccurredAt();
    List<Long> latest = new ArrayList<>(burst.latest());
    latest.add(atMs);
    if (latest.size() > failuresMin) {
      latest.remove(0);
    }
    boolean dense = latest.size() == failuresMin && atMs - latest.get(0) <= windowMs;
    String account = Logons.of(event).getTargetUser();
    boolean known = account.isEmpty() || burst.accounts().contains(account);
    boolean full = burst.accounts().size() == ACCOUNTS_MAX;
    List<String> accounts = new ArrayList<>(burst.accounts());
    if (!known && !full) {
      accounts.add(account);
    }
    return new State(
        burst.anchor(),
        burst.startMs(),
        atMs,
        burst.failures() + 1,
        latest,
        burst.found() || dense,
        accounts,
        burst.accountsMore() || (!known && full),
        Ranges.with(burst.events(), event));
  }

  private static Finding finding(State burst, Entity entity, Rule rule) {
    return new Draft(rule, entity, burst.anchor())
        .person(burst.accounts().size() == 1 ? burst.accounts().get(0) : "")
        .device(onlyDevice(burst.events()))
        .between(burst.startMs(), burst.endMs())
        .because(because(burst, entity, rule))
        .measure("failures", burst.failures(), ">=", "failures_min", "failures")
        .restsOn(burst.events())
        .unknown("shared_egress", "vpn")
        .finding();
  }

  private static String onlyDevice(List<EventRange> events) {
    String first = events.get(0).deviceId();
    return events.stream().allMatch(range -> range.deviceId().equals(first)) ? first : "";
  }

  private static String because(State burst, Entity entity, Rule rule) {
    return String.format(
        Locale.ROOT,
        "%s failed to log on %d times in %d s, trying %s (rule: %.0f failures within %.0f s).",
        entity.key(),
        burst.failures(),
        (burst.endMs() - burst.startMs()) / 1_000,
        accounts(burst),
        rule.threshold("failures_min"),
        rule.threshold("window_s"));
  }

  private static String accounts(State burst) {
    List<String> accounts = burst.accounts();
    if (accounts.size() <= 1) {
      return accounts.isEmpty() ? "no named account" : "the account " + accounts.get(0);
    }
    boolean all = accounts.size() <= ACCOUNTS_NAMED;
    String names =
        String.join(", ", accounts.subList(0, Math.min(accounts.size(), ACCOUNTS_NAMED)));
    return "%s%d accounts (%s%s)"
        .formatted(burst.accountsMore() ? "over " : "", accounts.size(), names, all ? "" : ", …");
  }
}
