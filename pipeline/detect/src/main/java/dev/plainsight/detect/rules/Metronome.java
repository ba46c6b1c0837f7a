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
 * WF-01: input whose pauses hardly vary, in windows in a row in which nearly every minute is
 * active. One finding for as long as such windows follow each other.
 *
 * <pre>
 * minutes   0    5    10   15   20   25   30   35
 * windows   [ steady      ]
 *                [ steady      ]           2nd in a row: found, from 0 to 20
 *                     [ steady      ]      restated, to 25
 *                          [ varied      ] ends it
 * </pre>
 *
 * A window is judged when an event at or after its end comes by, in the order of events.
 */
public final class Metronome implements Detector<Metronome.State> {

  /**
   * Input of a few minutes; windows and slides are made of whole buckets.
   *
   * @param lastMinute the last minute with input, since 1970
   */
  public record Bucket(
      long startMs,
      Pauses pauses,
      int activeMinutes,
      long lastMinute,
      boolean inCall,
      boolean remote,
      List<EventRange> events) {}

  /** Steady windows in a row, so far. */
  public record Episode(
      int windows,
      long startMs,
      Pauses pauses,
      int activeMinutes,
      boolean inCall,
      boolean remote,
      List<EventRange> events) {}

  /**
   * What is remembered between events.
   *
   * @param judgedToMs end of the last window judged
   * @param buckets of the windows that are still open, oldest first
   */
  public record State(long judgedToMs, List<Bucket> buckets, @Nullable Episode episode) {}

  private static final long MINUTE_MS = 60_000;

  @Override
  public String ruleId() {
    return "WF-01";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(Long.MIN_VALUE, List.of(), null);
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return event.getEvent().getPresence() != null;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    Windows windows = Windows.of(rule);
    long judgeToMs = windows.lastEndMs(event.getEvent().getOccurredAt());
    List<Finding> findings = new ArrayList<>();
    State judged = state;
    for (long endMs = state.judgedToMs() + windows.slideMs();
        endMs <= judgeToMs && !judged.buckets().isEmpty();
        endMs += windows.slideMs()) {
      judged = judge(judged, windows, endMs, rule);
      if (isFound(judged, rule)) {
        findings.add(finding(judged, entity, event, rule));
      }
    }
    Episode goingOn = judged.buckets().isEmpty() ? null : judged.episode();
    return new Step<>(
        new State(judgeToMs, added(judged.buckets(), event, windows), goingOn), findings);
  }

  private static boolean isFound(State state, Rule rule) {
    return state.episode() != null && state.episode().windows() >= rule.threshold("windows_in_row");
  }

  /** Judges the window that ends here, and lets go of what no later window needs. */
  private static State judge(State state, Windows windows, long endMs, Rule rule) {
    Episode window = sum(state.buckets(), endMs - windows.lengthMs(), endMs);
    Episode next = null;
    if (isSteady(window, windows, rule)) {
      Episode before = state.episode();
      next =
          before == null
              ? window
              : joined(before, sum(state.buckets(), endMs - windows.slideMs(), endMs));
    }
    long keepFromMs = endMs + windows.slideMs() - windows.lengthMs();
    List<Bucket> kept = new ArrayList<>(state.buckets());
    kept.removeIf(bucket -> bucket.startMs() < keepFromMs);
    return new State(endMs, kept, next);
  }

  private static boolean isSteady(Episode window, Windows windows, Rule rule) {
    return window.pauses().n() >= rule.threshold("pauses_min")
        && window.pauses().cv() < rule.threshold("pause_cv_max")
        && window.activeMinutes() * MINUTE_MS >= rule.threshold("active_min") * windows.lengthMs();
  }

  private static Episode sum(List<Bucket> buckets, long fromMs, long toMs) {
    Episode sum = new Episode(1, fromMs, Pauses.NONE, 0, false, false, List.of());
    for (Bucket bucket : buckets) {
      if (bucket.startMs() >= fromMs && bucket.startMs() < toMs) {
        sum =
            new Episode(
                1,
                fromMs,
                sum.pauses().plus(bucket.pauses()),
                sum.activeMinutes() + bucket.activeMinutes(),
                sum.inCall() || bucket.inCall(),
                sum.remote() || bucket.remote(),
                Ranges.spanning(sum.events(), bucket.events()));
      }
    }
    return sum;
  }

  private static Episode joined(Episode before, Episode slide) {
    return new Episode(
        before.windows() + 1,
        before.startMs(),
        before.pauses().plus(slide.pauses()),
        before.activeMinutes() + slide.activeMinutes(),
        before.inCall() || slide.inCall(),
        before.remote() || slide.remote(),
        Ranges.spanning(before.events(), slide.events()));
  }

  private static List<Bucket> added(List<Bucket> buckets, IdentifiedEvent event, Windows windows) {
    Presence slice = Objects.requireNonNull(event.getEvent().getPresence());
    if (!Input.isIn(slice)) {
      return buckets;
    }
    long atMs = event.getEvent().getOccurredAt();
    long startMs = Math.floorDiv(atMs, windows.bucketMs()) * windows.bucketMs();
    List<Bucket> added = new ArrayList<>(buckets);
    int last = added.size() - 1;
    if (last < 0 || added.get(last).startMs() != startMs) {
      added.add(new Bucket(startMs, Pauses.NONE, 0, Long.MIN_VALUE, false, false, List.of()));
      last++;
    }
    added.set(last, grown(added.get(last), slice, atMs / MINUTE_MS, event));
    return added;
  }

  private static Bucket grown(Bucket bucket, Presence slice, long minute, IdentifiedEvent event) {
    return new Bucket(
        bucket.startMs(),
        bucket.pauses().plus(Pauses.of(slice)),
        bucket.activeMinutes() + (bucket.lastMinute() == minute ? 0 : 1),
        minute,
        bucket.inCall() || slice.getInCall(),
        bucket.remote() || slice.getRemoteSession(),
        Ranges.spanning(bucket.events(), event));
  }

  private static Finding finding(State state, Entity entity, IdentifiedEvent event, Rule rule) {
    Episode episode = Objects.requireNonNull(state.episode());
    double minutes = (state.judgedToMs() - episode.startMs()) / (double) MINUTE_MS;
    double cv = episode.pauses().cv();
    return new Draft(rule, entity, "from " + episode.startMs())
        .person(event.getEvent().getUser())
        .device(event.getDeviceId())
        .between(episode.startMs(), state.judgedToMs())
        .because(because(cv, minutes, rule))
        .measure("pause_cv", cv, "<", "pause_cv_max", "")
        .measure("pauses", episode.pauses().n(), ">=", "pauses_min", "pauses")
        .measure("active_share", episode.activeMinutes() / minutes, ">=", "active_min", "")
        .measure("windows", episode.windows(), ">=", "windows_in_row", "windows")
        .restsOn(episode.events())
        .benign("in_call", episode.inCall())
        .benign("remote_session", episode.remote())
        .unknown("accessibility_tool", "tablet")
        .finding();
  }

  private static String because(double cv, double minutes, Rule rule) {
    return String.format(
        Locale.ROOT,
        "May be a mouse jiggler: pauses vary %.0f %% over %.0f minutes (rule: below %.0f %% in %.0f"
            + " windows in a row); people rarely vary below 90 %%.",
        cv * 100,
        minutes,
        rule.threshold("pause_cv_max") * 100,
        rule.threshold("windows_in_row"));
  }

  /** The rule's windows; buckets are the longest that both window and slide are made of. */
  private record Windows(long lengthMs, long slideMs, long bucketMs) {
    static Windows of(Rule rule) {
      long length = (long) rule.threshold("window_minutes");
      long slide = (long) rule.threshold("slide_minutes");
      return new Windows(length * MINUTE_MS, slide * MINUTE_MS, gcd(length, slide) * MINUTE_MS);
    }

    private static long gcd(long a, long b) {
      return b == 0 ? a : gcd(b, a % b);
    }

    long lastEndMs(long atMs) {
      return Math.floorDiv(atMs, slideMs) * slideMs;
    }
  }
}
