package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.Telling;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What WF-01 and WF-03 to WF-07 share: presence summed over windows of minutes, each judged when an
 * event at or after its end comes by. One finding for as long as windows in which the rule holds
 * follow each other, restated with each.
 *
 * <pre>
 * minutes   0    5    10   15   20
 * windows   [ holds  ]
 *                [ holds  ]          2nd in a row: found, from 0 to 15
 *                     [ not   ]      ends it
 * </pre>
 */
public abstract class Windowed implements Detector<Windowed.State> {

  /**
   * Sums over slices.
   *
   * @param lastMinute the last minute with input, since 1970
   * @param part of {@code whole}: what the rule compares, see {@link #part} and {@link #whole}
   * @param squares of what is summed in {@code part}, where the rule asks how much it varies
   */
  public record Sums(
      int activeMinutes,
      long lastMinute,
      long keys,
      long clicks,
      long wheel,
      long moves,
      long drags,
      long pathPx,
      long part,
      long whole,
      double squares,
      boolean inCall,
      boolean remote) {
    static final Sums NONE = new Sums(0, Long.MIN_VALUE, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, false);

    /** Sums of later minutes added. */
    Sums plus(Sums more) {
      return new Sums(
          activeMinutes + more.activeMinutes,
          Math.max(lastMinute, more.lastMinute),
          keys + more.keys,
          clicks + more.clicks,
          wheel + more.wheel,
          moves + more.moves,
          drags + more.drags,
          pathPx + more.pathPx,
          part + more.part,
          whole + more.whole,
          squares + more.squares,
          inCall || more.inCall,
          remote || more.remote);
    }

    double share() {
      return whole == 0 ? 0 : part / (double) whole;
    }
  }

  /** Sums of a few minutes; windows and slides are made of whole buckets. */
  public record Bucket(long startMs, Sums sums, List<EventRange> events) {}

  /** Windows in a row in which the rule holds, so far. */
  public record Stretch(int windows, long startMs, long endMs, Sums sums, List<EventRange> events) {
    double minutes() {
      return (endMs - startMs) / (double) MINUTE_MS;
    }

    double activeShare() {
      return sums.activeMinutes() / minutes();
    }
  }

  /**
   * What is remembered between events.
   *
   * @param judgedToMs end of the last window judged
   * @param buckets of the windows that are still open, oldest first
   */
  public record State(long judgedToMs, List<Bucket> buckets, @Nullable Stretch stretch) {}

  private static final long MINUTE_MS = 60_000;
  private final String id;
  private @Nullable Known known;

  Windowed(String ruleId) {
    this.id = ruleId;
  }

  /** What the rule compares of a slice with {@link #whole}; 0 where it only counts. */
  long part(Presence slice, Rule rule) {
    return 0;
  }

  long whole(Presence slice, Rule rule) {
    return 0;
  }

  double squares(Presence slice) {
    return 0;
  }

  /** Whether a window shows what the rule looks for. */
  abstract boolean holds(Sums window, double activeShare, Rule rule);

  /** Writes sentence, measures and benign causes. */
  abstract Draft told(Draft draft, Stretch stretch, Rule rule);

  @Override
  public final String ruleId() {
    return id;
  }

  @Override
  public final Class<State> stateType() {
    return State.class;
  }

  @Override
  public final State start() {
    return new State(Long.MIN_VALUE, List.of(), null);
  }

  @Override
  public final boolean concerns(IdentifiedEvent event) {
    return event.getEvent().getPresence() != null;
  }

  @Override
  public final Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    Windows windows = windows(rule);
    long slideMs = windows.slideMs();
    long judgeToMs = Math.floorDiv(event.getEvent().getOccurredAt(), slideMs) * slideMs;
    if (judgeToMs == state.judgedToMs()) {
      List<Bucket> buckets = added(state.buckets(), event, windows, rule);
      return Step.quiet(
          buckets == state.buckets() ? state : new State(judgeToMs, buckets, state.stretch()));
    }
    List<Telling> tellings = new ArrayList<>();
    State judged = state;
    for (long endMs = state.judgedToMs() + slideMs;
        endMs <= judgeToMs && !judged.buckets().isEmpty();
        endMs += slideMs) {
      judged = judge(judged, endMs, windows, rule);
      Stretch stretch = judged.stretch();
      if (stretch != null && stretch.windows() >= rule.threshold("windows_in_row")) {
        String anchor = "from " + stretch.startMs();
        tellings.add(Telling.later(anchor, () -> finding(anchor, stretch, entity, event, rule)));
      }
    }
    Stretch last = judged.stretch();
    Stretch goingOn = last != null && last.endMs() == judgeToMs ? last : null;
    List<Bucket> buckets = added(judged.buckets(), event, windows, rule);
    return new Step<>(new State(judgeToMs, buckets, goingOn), tellings);
  }

  /** Judges the window that ends here, and lets go of what no later window needs. */
  private State judge(State state, long endMs, Windows windows, Rule rule) {
    long lengthMs = windows.lengthMs();
    Stretch window = sum(state.buckets(), endMs - lengthMs, endMs);
    Stretch next = null;
    double activeShare = window.sums().activeMinutes() * MINUTE_MS / (double) lengthMs;
    if (holds(window.sums(), activeShare, rule)) {
      Stretch before = state.stretch();
      next =
          before == null
              ? window
              : joined(before, sum(state.buckets(), endMs - windows.slideMs(), endMs));
    }
    long keepFromMs = endMs + windows.slideMs() - lengthMs;
    List<Bucket> kept = new ArrayList<>(state.buckets());
    kept.removeIf(bucket -> bucket.startMs() < keepFromMs);
    return new State(endMs, kept, next);
  }

  /** From the first bucket in which there was input. */
  private static Stretch sum(List<Bucket> buckets, long fromMs, long toMs) {
    long startMs = toMs;
    Sums sums = Sums.NONE;
    List<EventRange> events = List.of();
    for (Bucket bucket : buckets) {
      if (bucket.startMs() >= fromMs && bucket.startMs() < toMs) {
        startMs = Math.min(startMs, bucket.startMs());
        sums = sums.plus(bucket.sums());
        events = Ranges.spanning(events, bucket.events());
      }
    }
    return new Stretch(1, startMs, toMs, sums, events);
  }

  private static Stretch joined(Stretch before, Stretch slide) {
    return new Stretch(
        before.windows() + 1,
        before.startMs(),
        slide.endMs(),
        before.sums().plus(slide.sums()),
        Ranges.spanning(before.events(), slide.events()));
  }

  private List<Bucket> added(
      List<Bucket> buckets, IdentifiedEvent event, Windows windows, Rule rule) {
    Presence slice = Objects.requireNonNull(event.getEvent().getPresence());
    if (!Input.isIn(slice)) {
      return buckets;
    }
    long atMs = event.getEvent().getOccurredAt();
    long startMs = Math.floorDiv(atMs, windows.bucketMs()) * windows.bucketMs();
    List<Bucket> added = new ArrayList<>(buckets);
    int last = added.size() - 1;
    if (last < 0 || added.get(last).startMs() != startMs) {
      added.add(new Bucket(startMs, Sums.NONE, List.of()));
      last++;
    }
    Bucket bucket = added.get(last);
    boolean newMinute = bucket.sums().lastMinute() != atMs / MINUTE_MS;
    Sums more = sums(slice, atMs / MINUTE_MS, newMinute, rule);
    added.set(
        last,
        new Bucket(startMs, bucket.sums().plus(more), Ranges.spanning(bucket.events(), event)));
    return added;
  }

  private Sums sums(Presence slice, long minute, boolean newMinute, Rule rule) {
    return new Sums(
        newMinute ? 1 : 0,
        minute,
        slice.getKeys(),
        slice.getClicks(),
        slice.getWheel(),
        slice.getMoves(),
        slice.getDrags(),
        slice.getPathPx(),
        part(slice, rule),
        whole(slice, rule),
        squares(slice),
        slice.getInCall(),
        slice.getRemoteSession());
  }

  private Finding finding(
      String anchor, Stretch stretch, Entity entity, IdentifiedEvent event, Rule rule) {
    Draft draft =
        new Draft(rule, entity, anchor)
            .person(event.getEvent().getUser())
            .device(event.getDeviceId())
            .between(stretch.startMs(), stretch.endMs())
            .restsOn(stretch.events())
            .benign("in_call", stretch.sums().inCall())
            .benign("remote_session", stretch.sums().remote());
    return told(draft, stretch, rule).finding();
  }

  @SuppressWarnings("ReferenceEquality") // the same rule or another: a memo need not be right
  private Windows windows(Rule rule) {
    Known before = known;
    if (before != null && before.rule() == rule) {
      return before.windows();
    }
    Windows windows = Windows.of(rule);
    known = new Known(rule, windows);
    return windows;
  }

  /** The windows of the rule last asked with: what is asked for each slice, and never changes. */
  private record Known(Rule rule, Windows windows) {}

  /** The rule's windows; buckets are the longest that both window and slide are made of. */
  private record Windows(long lengthMs, long slideMs, long bucketMs) {
    static Windows of(Rule rule) {
      long length = (long) (rule.threshold("window_minutes") * MINUTE_MS);
      long slide = (long) (rule.threshold("slide_minutes") * MINUTE_MS);
      return new Windows(length, slide, gcd(length, slide));
    }

    private static long gcd(long a, long b) {
      return b == 0 ? a : gcd(b, a % b);
    }
  }
}
