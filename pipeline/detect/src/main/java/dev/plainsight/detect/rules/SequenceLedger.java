package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AG-02: the sequences of a device that never came, as a function of the set of its batches,
 * whatever the order in which they come.
 *
 * <pre>
 * epoch 7   [0..20]  [24..40]              [51..60]        epoch 8 says: 7 ended at 66
 *                  ^ gap 21..23   ^ declared drop 41..50     ^ tail gap 61..66
 * </pre>
 *
 * A finding per gap. A gap that shrinks or closes when batches come after all is restated or
 * retracted; what the agent declares as dropped is no gap. Unlike a {@link
 * dev.plainsight.detect.Detector} the ledger numbers its versions itself. Bounded: beyond {@link
 * #EPOCHS_MAX} epochs, or {@link #RUNS_MAX} runs of one epoch, the oldest are settled: their gaps
 * stand as found.
 */
public final class SequenceLedger {
  /** The first sequence of every epoch, as the agent's outbox gives it. */
  public static final long FIRST_SEQ = 0;

  /** How a drop of an earlier epoch names it, in its detail. */
  private static final Pattern EPOCH = Pattern.compile("epoch=(\\d{1,18})");

  static final int EPOCHS_MAX = 64;
  static final int RUNS_MAX = 256;

  /** Consecutive sequences; the times are those of the first and the last, device clock. */
  public record Run(long firstSeq, long lastSeq, long startMs, long endMs) {}

  /**
   * What is known of one epoch.
   *
   * @param settledSeq up to here nothing changes any more
   * @param received what came, sorted, no two of them touching
   * @param declared what the agent gave up
   * @param lastSeq as the next epoch tells it; -1: not known
   * @param closedMs when the next epoch began
   */
  public record Epoch(
      long number,
      long settledSeq,
      List<Run> received,
      List<Run> declared,
      long lastSeq,
      long closedMs) {}

  /**
   * What is remembered between events.
   *
   * @param settledEpoch up to here nothing changes any more
   * @param epochs by number
   * @param standing the gaps that are open and not settled; retracted are those too small to be
   *     told under the threshold in force that were told under another
   */
  public record State(long settledEpoch, List<Epoch> epochs, List<Gap> standing) {}

  /** Sequences that did not come, and what was said of it. */
  public record Gap(long epoch, long firstSeq, long lastSeq, Finding finding) {}

  private final Rule rule;

  public SequenceLedger(Rule rule) {
    this.rule = rule;
  }

  public State start() {
    return new State(-1, List.of(), List.of());
  }

  /** Enters a batch; gives the findings that are new, changed or retracted, with their version. */
  public Step<State> onBatch(State state, EventBatch batch) {
    State entered = entered(state, batch);
    return restated(entered, gaps(entered, batch.getDeviceId()), rule.threshold("missing_min"));
  }

  /** Whether any sequence of the batch was received before. */
  public boolean has(State state, EventBatch batch) {
    if (batch.getBootEpoch() <= state.settledEpoch()) {
      return true;
    }
    long first = batch.getFirstSeq();
    long last = first + batch.getEvents().size() - 1;
    Epoch epoch = epochOf(state.epochs(), batch.getBootEpoch());
    return first <= epoch.settledSeq()
        || epoch.received().stream()
            .anyMatch(run -> run.firstSeq() <= last && first <= run.lastSeq());
  }

  private static State entered(State state, EventBatch batch) {
    long epoch = batch.getBootEpoch();
    if (epoch <= state.settledEpoch()) {
      return state;
    }
    List<Epoch> epochs = new ArrayList<>(state.epochs());
    put(epochs, withBatch(epochOf(epochs, epoch), batch));
    declare(state, epochs, batch);
    long claimed = batch.getPreviousEpochLastSeq();
    if (claimed >= FIRST_SEQ && epoch - 1 > state.settledEpoch()) {
      long atMs = batch.getEvents().get(0).getOccurredAt();
      put(epochs, closed(epochOf(epochs, epoch - 1), claimed, atMs));
    }
    return settled(new State(state.settledEpoch(), epochs, state.standing()));
  }

  private static Epoch withBatch(Epoch epoch, EventBatch batch) {
    List<ActivityEvent> events = batch.getEvents();
    long first = batch.getFirstSeq();
    Run run =
        new Run(
            first,
            first + events.size() - 1,
            events.get(0).getOccurredAt(),
            events.get(events.size() - 1).getOccurredAt());
    return trimmed(
        new Epoch(
            epoch.number(),
            epoch.settledSeq(),
            joined(epoch.received(), run),
            epoch.declared(),
            epoch.lastSeq(),
            epoch.closedMs()));
  }

  /** Enters what the agent declares as given up; of an earlier epoch where the detail says so. */
  private static void declare(State state, List<Epoch> epochs, EventBatch batch) {
    for (ActivityEvent event : batch.getEvents()) {
      AgentState agent = event.getAgent();
      if (agent != null && agent.getAction() == AgentAction.DROPPED) {
        Matcher named = EPOCH.matcher(agent.getDetail());
        long epoch = named.lookingAt() ? Long.parseLong(named.group(1)) : batch.getBootEpoch();
        if (epoch > state.settledEpoch()) {
          long atMs = event.getOccurredAt();
          Run run = new Run(agent.getDroppedFromSeq(), agent.getDroppedToSeq(), atMs, atMs);
          put(epochs, withDrop(epochOf(epochs, epoch), run));
        }
      }
    }
  }

  private static Epoch withDrop(Epoch epoch, Run run) {
    return new Epoch(
        epoch.number(),
        epoch.settledSeq(),
        epoch.received(),
        joined(epoch.declared(), run),
        epoch.lastSeq(),
        epoch.closedMs());
  }

  private static Epoch closed(Epoch epoch, long lastSeq, long atMs) {
    return new Epoch(
        epoch.number(), epoch.settledSeq(), epoch.received(), epoch.declared(), lastSeq, atMs);
  }

  /** Lets go of the oldest run where there are too many. */
  private static Epoch trimmed(Epoch epoch) {
    List<Run> received = epoch.received();
    if (received.size() <= RUNS_MAX) {
      return epoch;
    }
    long settledSeq = received.get(1).firstSeq() - 1;
    List<Run> declared = new ArrayList<>(epoch.declared());
    declared.removeIf(run -> run.lastSeq() <= settledSeq);
    return new Epoch(
        epoch.number(),
        settledSeq,
        List.copyOf(received.subList(1, received.size())),
        declared,
        epoch.lastSeq(),
        epoch.closedMs());
  }

  /** The run among the others; those it touches or overlaps become one with it. */
  static List<Run> joined(List<Run> runs, Run run) {
    List<Run> joined = new ArrayList<>(runs.size() + 1);
    Run hull = run;
    for (Run other : runs) {
      if (other.lastSeq() < hull.firstSeq() - 1 || other.firstSeq() > hull.lastSeq() + 1) {
        joined.add(other);
      } else {
        hull = hull(hull, other);
      }
    }
    int at = 0;
    while (at < joined.size() && joined.get(at).firstSeq() < hull.firstSeq()) {
      at++;
    }
    joined.add(at, hull);
    return joined;
  }

  private static Run hull(Run a, Run b) {
    return new Run(
        Math.min(a.firstSeq(), b.firstSeq()),
        Math.max(a.lastSeq(), b.lastSeq()),
        a.firstSeq() == b.firstSeq()
            ? Math.min(a.startMs(), b.startMs())
            : a.firstSeq() < b.firstSeq() ? a.startMs() : b.startMs(),
        a.lastSeq() == b.lastSeq()
            ? Math.max(a.endMs(), b.endMs())
            : a.lastSeq() > b.lastSeq() ? a.endMs() : b.endMs());
  }

  private static Epoch epochOf(List<Epoch> epochs, long number) {
    for (Epoch epoch : epochs) {
      if (epoch.number() == number) {
        return epoch;
      }
    }
    return new Epoch(number, FIRST_SEQ - 1, List.of(), List.of(), -1, 0);
  }

  private static void put(List<Epoch> epochs, Epoch epoch) {
    epochs.removeIf(other -> other.number() == epoch.number());
    int at = 0;
    while (at < epochs.size() && epochs.get(at).number() < epoch.number()) {
      at++;
    }
    epochs.add(at, epoch);
  }

  private static State settled(State state) {
    List<Epoch> epochs = state.epochs();
    int from = Math.max(0, epochs.size() - EPOCHS_MAX);
    return from == 0
        ? state
        : new State(
            epochs.get(from - 1).number(),
            List.copyOf(epochs.subList(from, epochs.size())),
            state.standing());
  }

  private List<Gap> gaps(State state, String deviceId) {
    List<Gap> gaps = new ArrayList<>();
    for (Epoch epoch : state.epochs()) {
      gaps(epoch, deviceId, gaps);
    }
    return gaps;
  }

  private void gaps(Epoch epoch, String deviceId, List<Gap> gaps) {
    List<Run> known = epoch.received();
    for (Run run : epoch.declared()) {
      known = joined(known, run);
    }
    Run before = new Run(epoch.settledSeq(), epoch.settledSeq(), 0, 0);
    for (Run run : known) {
      gap(epoch, before, run, deviceId, gaps);
      before = run.lastSeq() > before.lastSeq() ? run : before;
    }
    long end = epoch.lastSeq() + 1;
    gap(epoch, before, new Run(end, end, epoch.closedMs(), 0), deviceId, gaps);
  }

  private void gap(Epoch epoch, Run before, Run after, String deviceId, List<Gap> gaps) {
    long first = before.lastSeq() + 1;
    long last = after.firstSeq() - 1;
    if (last >= first) {
      gaps.add(new Gap(epoch.number(), first, last, finding(epoch, before, after, deviceId)));
    }
  }

  private Finding finding(Epoch epoch, Run before, Run after, String deviceId) {
    long first = before.lastSeq() + 1;
    long last = after.firstSeq() - 1;
    long endMs = after.startMs();
    long startMs = before.endMs() == 0 ? endMs : Math.min(before.endMs(), endMs);
    String because =
        String.format(
            Locale.ROOT,
            "%d events of %s never arrived (epoch %d, sequence %d to %d), between %s and %s.",
            last - first + 1,
            deviceId,
            epoch.number(),
            first,
            last,
            second(startMs),
            second(endMs));
    return new Draft(
            rule, new Entity(Dimension.DEVICE, deviceId), epoch.number() + " from " + first)
        .device(deviceId)
        .between(startMs, endMs)
        .because(because)
        .measure("missing", (double) (last - first + 1), ">=", "missing_min", "events")
        .restsOn(neighbours(epoch, first, last, deviceId))
        .unknown("disk_full", "restored_from_backup")
        .finding();
  }

  /** The events on both sides of the gap, where they came. */
  private static List<EventRange> neighbours(
      Epoch epoch, long firstMissing, long lastMissing, String deviceId) {
    List<EventRange> neighbours = new ArrayList<>();
    for (Run run : epoch.received()) {
      if (run.lastSeq() == firstMissing - 1) {
        neighbours.add(new EventRange(deviceId, epoch.number(), run.lastSeq(), run.lastSeq()));
      }
      if (run.firstSeq() == lastMissing + 1) {
        neighbours.add(new EventRange(deviceId, epoch.number(), run.firstSeq(), run.firstSeq()));
      }
    }
    return neighbours;
  }

  private static Instant second(long timeMs) {
    return Instant.ofEpochMilli(timeMs).truncatedTo(ChronoUnit.SECONDS);
  }

  /** Numbers what changed against what stood, and retracts what is no gap any more. */
  private static Step<State> restated(State state, List<Gap> now, double missingMin) {
    Map<String, Gap> before = new HashMap<>();
    state.standing().forEach(gap -> before.put(gap.finding().id(), gap));
    List<Finding> out = new ArrayList<>();
    List<Gap> standing = new ArrayList<>();
    for (Gap gap : now) {
      Gap held = before.remove(gap.finding().id());
      boolean told = gap.lastSeq() - gap.firstSeq() + 1 >= missingMin;
      if (!told && held == null) {
        continue;
      }
      Finding next = next(held, gap.finding(), told);
      standing.add(new Gap(gap.epoch(), gap.firstSeq(), gap.lastSeq(), next));
      if (held == null || next.version() != held.finding().version()) {
        out.add(next);
      }
    }
    before.values().stream()
        .filter(gone -> !gone.finding().retracted() && !isSettled(state, gone))
        .map(gone -> gone.finding().as(gone.finding().version() + 1, true))
        .forEach(out::add);
    return new Step<>(new State(state.settledEpoch(), state.epochs(), standing), out);
  }

  private static Finding next(@Nullable Gap held, Finding gap, boolean told) {
    if (held == null) {
      return gap.as(1, false);
    }
    Finding said = held.finding();
    if (!told) {
      return said.retracted() ? said : said.as(said.version() + 1, true);
    }
    boolean same = !said.retracted() && said.as(0, false).equals(gap);
    return same ? said : gap.as(said.version() + 1, false);
  }

  private static boolean isSettled(State state, Gap gap) {
    return gap.epoch() <= state.settledEpoch()
        || gap.lastSeq() <= epochOf(state.epochs(), gap.epoch()).settledSeq();
  }
}
