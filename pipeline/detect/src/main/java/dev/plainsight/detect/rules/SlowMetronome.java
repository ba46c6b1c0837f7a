package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Presence;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * WF-02: long pauses that hardly vary and hardly anything between them, whatever the clock: a
 * device that moves once in minutes. One finding for as long as that goes on.
 *
 * <pre>
 * input    x    x    x    x         x    x xx x   x
 * pauses    295  295  296   lunch    295   short   40
 *          [ last 20 vary by < 60 %: found ][ lunch is among the last 20: ended ]
 * </pre>
 */
public final class SlowMetronome implements Detector<SlowMetronome.State> {

  /**
   * A long pause and the slice in which it ended.
   *
   * @param shortBefore short pauses between the long one before and this
   */
  public record Gap(
      long endMs,
      long lengthMs,
      int shortBefore,
      long bootEpoch,
      long seq,
      boolean inCall,
      boolean remote) {}

  /** Steady long pauses in a row. */
  public record Episode(
      long startMs,
      long endMs,
      Pauses pauses,
      int shortPauses,
      boolean inCall,
      boolean remote,
      List<EventRange> events) {}

  /**
   * What is remembered between events.
   *
   * @param gaps the last ones, oldest first
   * @param shortSince short pauses since the last of them
   */
  public record State(List<Gap> gaps, int shortSince, @Nullable Episode episode) {}

  @Override
  public String ruleId() {
    return "WF-02";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(List.of(), 0, null);
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    Presence slice = event.getEvent().getPresence();
    return slice != null && slice.getGapN() > 0;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    Presence slice = Objects.requireNonNull(event.getEvent().getPresence());
    List<Integer> longMs = new ArrayList<>(slice.getLongGapsMs());
    longMs.removeIf(lengthMs -> lengthMs <= rule.threshold("gap_s_min") * 1_000);
    int shortPauses = state.shortSince() + slice.getGapN() - longMs.size();
    if (longMs.isEmpty()) {
      return Step.quiet(new State(state.gaps(), shortPauses, state.episode()));
    }
    State next = state;
    for (int lengthMs : longMs) {
      next = next(next, gap(lengthMs, shortPauses, event, slice), event.getDeviceId(), rule);
      shortPauses = 0;
    }
    Episode episode = next.episode();
    return episode == null
        ? Step.quiet(next)
        : Step.growing(
            next, "from " + episode.startMs(), () -> finding(episode, entity, event, rule));
  }

  private static Gap gap(int lengthMs, int shortBefore, IdentifiedEvent event, Presence slice) {
    return new Gap(
        event.getEvent().getOccurredAt(),
        lengthMs,
        shortBefore,
        event.getBootEpoch(),
        event.getSeq(),
        slice.getInCall(),
        slice.getRemoteSession());
  }

  private static State next(State state, Gap gap, String deviceId, Rule rule) {
    List<Gap> gaps = new ArrayList<>(state.gaps());
    gaps.add(gap);
    int kept = (int) rule.threshold("gaps");
    if (gaps.size() > kept) {
      gaps.remove(0);
    }
    if (gaps.size() < kept || !isSteady(gaps, rule)) {
      return new State(gaps, 0, null);
    }
    Episode before = state.episode();
    List<Gap> more = before == null ? gaps : List.of(gap);
    return new State(gaps, 0, grown(before == null ? begun(gaps) : before, more, deviceId));
  }

  private static boolean isSteady(List<Gap> gaps, Rule rule) {
    Pauses pauses = Pauses.NONE;
    // What came before the first long pause is not between them.
    int shortPauses = -gaps.get(0).shortBefore();
    for (Gap gap : gaps) {
      pauses = pauses.plus(Pauses.one(gap.lengthMs()));
      shortPauses += gap.shortBefore();
    }
    return pauses.cv() < rule.threshold("gap_cv_max")
        && share(gaps.size(), shortPauses) >= rule.threshold("long_share_min");
  }

  private static double share(int longPauses, int shortPauses) {
    return longPauses / (double) (longPauses + shortPauses);
  }

  private static Episode begun(List<Gap> gaps) {
    Gap first = gaps.get(0);
    long startMs = first.endMs() - first.lengthMs();
    return new Episode(
        startMs, startMs, Pauses.NONE, -first.shortBefore(), false, false, List.of());
  }

  private static Episode grown(Episode episode, List<Gap> more, String deviceId) {
    Episode grown = episode;
    for (Gap gap : more) {
      EventRange slice = new EventRange(deviceId, gap.bootEpoch(), gap.seq(), gap.seq());
      grown =
          new Episode(
              grown.startMs(),
              gap.endMs(),
              grown.pauses().plus(Pauses.one(gap.lengthMs())),
              grown.shortPauses() + gap.shortBefore(),
              grown.inCall() || gap.inCall(),
              grown.remote() || gap.remote(),
              Ranges.spanning(grown.events(), List.of(slice)));
    }
    return grown;
  }

  private static Finding finding(Episode episode, Entity entity, IdentifiedEvent event, Rule rule) {
    Pauses pauses = episode.pauses();
    return new Draft(rule, entity, "from " + episode.startMs())
        .person(event.getEvent().getUser())
        .device(event.getDeviceId())
        .between(episode.startMs(), episode.endMs())
        .because(because(episode, rule))
        .measure("gap_cv", pauses.cv(), "<", "gap_cv_max", "")
        .measure("gaps", pauses.n(), ">=", "gaps", "gaps")
        .measure("long_share", share(pauses.n(), episode.shortPauses()), ">=", "long_share_min", "")
        .restsOn(episode.events())
        .benign("in_call", episode.inCall())
        .benign("remote_session", episode.remote())
        .unknown("accessibility_tool", "tablet")
        .finding();
  }

  private static String because(Episode episode, Rule rule) {
    Pauses pauses = episode.pauses();
    return String.format(
        Locale.ROOT,
        "May be a slow mouse jiggler: over %.0f minutes input came every %.0f seconds, varying"
            + " %.0f %% over %d pauses with hardly anything between (rule: below %.0f %% over"
            + " %.0f).",
        (episode.endMs() - episode.startMs()) / 60_000.0,
        pauses.sumMs() / 1_000.0 / pauses.n(),
        pauses.cv() * 100,
        pauses.n(),
        rule.threshold("gap_cv_max") * 100,
        rule.threshold("gaps"));
  }
}
