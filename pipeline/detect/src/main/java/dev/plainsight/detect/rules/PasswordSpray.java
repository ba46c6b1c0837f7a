package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.baseline.Level;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * AC-03: one source tries many accounts, few times each, more than this source ever did.
 *
 * <pre>
 * failures   ada  bob  eve   ada |  dan  fay
 * window             [ 24 hours: 5 accounts ]     found, if its own days usually have fewer
 * </pre>
 */
public final class PasswordSpray implements Detector<PasswordSpray.State> {
  private static final double HOUR_MS = 3_600_000;
  private static final long DAY_MS = 86_400_000;
  private static final int ACCOUNTS_KEPT = 64;

  /** An account that was tried within the window. */
  public record Tried(String account, int tries, long lastMs) {}

  /**
   * What is remembered between events.
   *
   * @param tried within the window, at most {@link #ACCOUNTS_KEPT}
   * @param most accounts that a window of this spell held
   * @param mostToday the same of this day
   * @param own accounts that a day of this source usually has
   */
  public record State(
      Spell spell, List<Tried> tried, int most, long day, int mostToday, Level own) {}

  @Override
  public String ruleId() {
    return "AC-03";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(Spell.NONE, List.of(), 0, Long.MIN_VALUE, 0, Level.NONE);
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return Logons.isFailure(event) && !Logons.of(event).getTargetUser().isEmpty();
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.NETWORKS);
  }

  @Override
  public long reachMs() {
    return 30L * DAY_MS;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    State next = grown(onDayOf(state, event, rule), event, rule);
    return isFound(next, rule)
        ? Step.growing(next, next.spell().anchor(), () -> finding(next, entity, rule, around))
        : Step.quiet(next);
  }

  /** A day that is over becomes part of what is usual. */
  private static State onDayOf(State state, IdentifiedEvent event, Rule rule) {
    long day = Math.floorDiv(event.getEvent().getOccurredAt(), DAY_MS);
    if (day == state.day()) {
      return state;
    }
    Level own =
        state.mostToday() == 0
            ? state.own()
            : state.own().with(state.mostToday(), limit(state.own(), rule));
    return new State(state.spell(), state.tried(), state.most(), day, 0, own);
  }

  private static double limit(Level own, Rule rule) {
    return own.n() < rule.threshold("learning_days")
        ? rule.threshold("accounts_min")
        : own.limit(rule.threshold("sigmas"));
  }

  /** What no longer holds is not restated: the finding ends where it held last. */
  private static boolean isFound(State state, Rule rule) {
    return state.tried().size() >= rule.threshold("accounts_min")
        && state.tried().size() >= limit(state.own(), rule)
        && triesEach(state.tried()) <= rule.threshold("tries_max");
  }

  private static State grown(State state, IdentifiedEvent event, Rule rule) {
    double windowMs = rule.threshold("window_h") * HOUR_MS;
    long atMs = event.getEvent().getOccurredAt();
    boolean goesOn = !state.spell().isOver(atMs, windowMs);
    List<Tried> tried = tried(state.tried(), event, atMs - windowMs);
    return new State(
        state.spell().with(event, windowMs),
        tried,
        Math.max(goesOn ? state.most() : 0, tried.size()),
        state.day(),
        Math.max(state.mostToday(), tried.size()),
        state.own());
  }

  private static List<Tried> tried(List<Tried> before, IdentifiedEvent event, double fromMs) {
    String account = Logons.of(event).getTargetUser();
    List<Tried> tried = new ArrayList<>(before);
    tried.removeIf(each -> each.lastMs() < fromMs);
    int tries = 1;
    for (Tried each : tried) {
      tries += each.account().equals(account) ? each.tries() : 0;
    }
    tried.removeIf(each -> each.account().equals(account));
    tried.add(new Tried(account, tries, event.getEvent().getOccurredAt()));
    if (tried.size() > ACCOUNTS_KEPT) {
      tried.remove(0);
    }
    return tried;
  }

  private static double triesEach(List<Tried> tried) {
    return tried.stream().mapToInt(Tried::tries).sum() / (double) tried.size();
  }

  private static Finding finding(State state, Entity entity, Rule rule, Surroundings around) {
    boolean shared = around.networks().isShared(entity.key());
    double usual = state.own().n() == 0 ? Double.NaN : state.own().mean();
    return new Draft(rule, entity, state.spell().anchor())
        .on(state.spell())
        .because(because(state, entity, rule))
        .measure("accounts", state.most(), ">=", "accounts_min", "accounts", usual, Double.NaN)
        .measure("tries_each", triesEach(state.tried()), "<=", "tries_max", "tries")
        .sharedOrNot(entity.key(), around)
        .finding(shared ? Severity.LOW : rule.severity());
  }

  private static String because(State state, Entity entity, Rule rule) {
    return String.format(
        Locale.ROOT,
        "%s tried the passwords of %s%d accounts within %.0f h, few times each; %s (rule: %.0f"
            + " accounts).",
        entity.key(),
        state.most() >= ACCOUNTS_KEPT ? "at least " : "",
        state.most(),
        rule.threshold("window_h"),
        state.own().n() < rule.threshold("learning_days")
            ? "what is usual for it is not known yet"
            : String.format(Locale.ROOT, "usual for it are %.1f a day", state.own().mean()),
        rule.threshold("accounts_min"));
  }
}
