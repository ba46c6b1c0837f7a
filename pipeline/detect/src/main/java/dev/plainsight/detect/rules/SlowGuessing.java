package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.baseline.Habit;
import dev.plainsight.detect.baseline.Level;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * AC-04: one account fails from many sources, each too slow for AC-01, more than is usual for it.
 * Sources from which the account also gets in do not count.
 *
 * <pre>
 * sources    s1     s2  s3   s1    s4   s5
 * window        [ 24 hours: 5 sources    ]      found, if its own days usually have fewer
 * </pre>
 */
public final class SlowGuessing implements Detector<SlowGuessing.State> {
  private static final double HOUR_MS = 3_600_000;
  private static final long DAY_MS = 86_400_000;
  private static final int SOURCES_KEPT = 64;

  /** A source that failed within the window. */
  public record Failing(String source, int failures, long lastMs) {}

  /**
   * What is remembered between events.
   *
   * @param known sources from which the account got in
   * @param failing within the window, at most {@link #SOURCES_KEPT}
   * @param most sources that a window of this spell held
   * @param mostToday the same of this day
   * @param own sources that a day of this account usually has
   */
  public record State(
      Spell spell,
      Habit known,
      List<Failing> failing,
      int most,
      long day,
      int mostToday,
      Level own) {}

  @Override
  public String ruleId() {
    return "AC-04";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(Spell.NONE, Habit.NONE, List.of(), 0, Long.MIN_VALUE, 0, Level.NONE);
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return (Logons.isFailure(event) || Logons.isWayIn(event)) && !Logons.source(event).isEmpty();
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.DIRECTORY, Aspect.PEERS);
  }

  @Override
  public long reachMs() {
    return 30L * DAY_MS;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long atMs = event.getEvent().getOccurredAt();
    String source = Logons.source(event);
    if (!Logons.isFailure(event)) {
      return Step.quiet(knowing(state, source, atMs));
    }
    if (state.known().knows(source, atMs, rule.threshold("known_days"))) {
      return Step.quiet(state);
    }
    State next = grown(onDayOf(state, atMs, rule), event, rule);
    return isFound(next, rule)
        ? Step.growing(next, next.spell().anchor(), () -> finding(next, entity, rule, around))
        : Step.quiet(next);
  }

  /** Who gets in mistyped before: its failures no longer count. */
  private static State knowing(State state, String source, long atMs) {
    List<Failing> failing = new ArrayList<>(state.failing());
    boolean failed = failing.removeIf(each -> each.source().equals(source));
    Habit known = state.known().with(source, atMs);
    if (!failed && known.equals(state.known())) {
      return state;
    }
    return new State(
        state.spell(), known, failing, state.most(), state.day(), state.mostToday(), state.own());
  }

  /** A day that is over becomes part of what is usual. */
  private static State onDayOf(State state, long atMs, Rule rule) {
    long day = Math.floorDiv(atMs, DAY_MS);
    if (day == state.day()) {
      return state;
    }
    Level own =
        state.mostToday() == 0
            ? state.own()
            : state.own().with(state.mostToday(), limit(state.own(), rule));
    return new State(state.spell(), state.known(), state.failing(), state.most(), day, 0, own);
  }

  private static double limit(Level own, Rule rule) {
    return own.n() < rule.threshold("learning_days")
        ? rule.threshold("sources_new_min")
        : Math.max(rule.threshold("sources_min"), own.limit(rule.threshold("sigmas")));
  }

  /** What no longer holds is not restated: the finding ends where it held last. */
  private static boolean isFound(State state, Rule rule) {
    return state.failing().size() >= limit(state.own(), rule);
  }

  private static State grown(State state, IdentifiedEvent event, Rule rule) {
    double windowMs = rule.threshold("window_h") * HOUR_MS;
    long atMs = event.getEvent().getOccurredAt();
    boolean goesOn = !state.spell().isOver(atMs, windowMs);
    List<Failing> failing = failing(state.failing(), event, atMs - windowMs);
    return new State(
        state.spell().with(event, windowMs),
        state.known(),
        failing,
        Math.max(goesOn ? state.most() : 0, failing.size()),
        state.day(),
        Math.max(state.mostToday(), failing.size()),
        state.own());
  }

  private static List<Failing> failing(List<Failing> before, IdentifiedEvent event, double fromMs) {
    String source = Logons.source(event);
    List<Failing> failing = new ArrayList<>(before);
    failing.removeIf(each -> each.lastMs() < fromMs);
    int failures = 1;
    for (Failing each : failing) {
      failures += each.source().equals(source) ? each.failures() : 0;
    }
    failing.removeIf(each -> each.source().equals(source));
    failing.add(new Failing(source, failures, event.getEvent().getOccurredAt()));
    if (failing.size() > SOURCES_KEPT) {
      failing.remove(0);
    }
    return failing;
  }

  private static Finding finding(State state, Entity entity, Rule rule, Surroundings around) {
    String team = around.directory().teamOf(entity.key());
    double usual = state.own().n() == 0 ? Double.NaN : state.own().mean();
    return new Draft(rule, entity, state.spell().anchor())
        .person(entity.key())
        .on(state.spell())
        .because(because(state, entity, rule))
        .measure(
            "sources",
            state.most(),
            ">=",
            isLearned(state, rule) ? "sources_min" : "sources_new_min",
            "sources",
            usual,
            around.peers().median(team, rule.id(), "sources"))
        .benign("nobodys_account", isNobodys(state, entity, around))
        .unknown("forgotten_password", "vpn")
        .finding(isNobodys(state, entity, around) ? Severity.LOW : rule.severity());
  }

  /** Strangers guess at accounts that are not there. */
  private static boolean isNobodys(State state, Entity entity, Surroundings around) {
    return state.known().days() == 0
        && around.directory().account(entity.key()) == null
        && around.directory().personOf(entity.key()) == null;
  }

  private static String because(State state, Entity entity, Rule rule) {
    return String.format(
        Locale.ROOT,
        "The account %s failed to log on from %s%d sources within %.0f h, none of which it uses; %s"
            + " (rule: %.0f sources).",
        entity.key(),
        state.most() >= SOURCES_KEPT ? "at least " : "",
        state.most(),
        rule.threshold("window_h"),
        isLearned(state, rule)
            ? String.format(Locale.ROOT, "usual for it are %.1f a day", state.own().mean())
            : "what is usual for it is not known yet",
        rule.threshold(isLearned(state, rule) ? "sources_min" : "sources_new_min"));
  }

  private static boolean isLearned(State state, Rule rule) {
    return state.own().n() >= rule.threshold("learning_days");
  }
}
