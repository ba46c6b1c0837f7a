package dev.plainsight.detect;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The findings of one entity as a function of the set of its events, whatever the order, number of
 * times and batches they arrive in.
 *
 * <pre>
 * arrival       e1 e2 e4 e5 | e3 comes behind the head (e5): refold from the base
 * history  base [e1 e2 e3 e4 e5] head
 *          ^states and findings as of here; older events are folded into it for good
 * </pre>
 *
 * In-order events cost one step per rule. An event behind the head only marks the timeline; {@link
 * #refold} then folds the whole history once, and what changed is restated, what no longer holds
 * retracted. An event behind the base is late: stored, counted, and left out of detection.
 */
public final class Timeline {
  /** How far behind the head an event may come and still be folded. */
  public static final long HORIZON_MS = 7L * 24 * 60 * 60 * 1000;

  /** The most events kept for one entity; beyond it the older half moves into the base. */
  public static final int HISTORY_MAX = 20_000;

  /** What came of an event. */
  public enum Taken {
    FOLDED,
    /** Behind the head: {@link #refold} is due. */
    BEHIND,
    /** Behind the base: not folded. */
    LATE,
    /** The very event at the head. */
    REPEATED
  }

  /**
   * Where one timeline stands.
   *
   * @param head the newest event folded
   * @param base events up to here are folded for good; null: none yet
   * @param events how many are remembered
   * @param oldestMs no event that is remembered occurred before
   */
  public record Progress(EventOrder head, @Nullable EventOrder base, int events, long oldestMs) {
    Progress with(EventOrder order) {
      boolean ahead = order.compareTo(head) > 0;
      return new Progress(
          ahead ? order : head, base, events + 1, Math.min(oldestMs, order.occurredAt()));
    }
  }

  /** What is kept for one entity; in production the state of a stream processor. */
  public interface Memory {
    @Nullable Progress progress();

    void progress(Progress progress);

    /** The detector's state at the head or at the base; null where none was kept. */
    <S> @Nullable S state(Detector<S> detector, Mark at);

    <S> void state(Detector<S> detector, Mark at, S state);

    void remember(EventOrder order, IdentifiedEvent event);

    void forget(EventOrder order);

    /** All that is remembered, in any order. */
    Iterable<IdentifiedEvent> remembered();

    /** The newest version of a finding as of the head (also a retracted one), or as of the base. */
    @Nullable Finding held(String id, Mark at);

    void hold(Finding finding, Mark at);

    void release(String id, Mark at);

    Iterable<Finding> held(Mark at);
  }

  /** The two places of a timeline that states and findings are kept for. */
  public enum Mark {
    HEAD,
    BASE
  }

  private final List<Lane<?>> lanes;

  /**
   * A timeline of the detectors whose rules fold this dimension.
   *
   * @param detectors the code of the rules
   * @param rules their thresholds in force
   */
  public Timeline(Dimension dimension, List<Detector<?>> detectors, RuleBook rules) {
    this.lanes = new ArrayList<>();
    for (Detector<?> detector : detectors) {
      if (rules.rule(detector.ruleId()).dimensions().contains(dimension)) {
        lanes.add(new Lane<>(detector, rules.rule(detector.ruleId())));
      }
    }
  }

  /** Whether any rule here folds the event. */
  public boolean concerns(IdentifiedEvent event) {
    for (Lane<?> lane : lanes) {
      if (lane.detector.concerns(event)) {
        return true;
      }
    }
    return false;
  }

  /** Takes one event; findings that changed are added to {@code out}, with their new version. */
  public Taken add(
      Memory memory, Entity entity, IdentifiedEvent event, Surroundings around, List<Finding> out) {
    EventOrder order = EventOrder.of(event);
    Progress progress = memory.progress();
    if (progress == null) {
      Progress start = new Progress(order, null, 0, order.occurredAt());
      return foldNext(memory, entity, event, around, start, out);
    }
    if (progress.base() != null && order.compareTo(progress.base()) <= 0) {
      return Taken.LATE;
    }
    int place = order.compareTo(progress.head());
    if (place > 0) {
      return foldNext(memory, entity, event, around, progress, out);
    }
    if (place == 0) {
      return Taken.REPEATED;
    }
    memory.remember(order, event);
    memory.progress(progress.with(order));
    return Taken.BEHIND;
  }

  private Taken foldNext(
      Memory memory,
      Entity entity,
      IdentifiedEvent event,
      Surroundings around,
      Progress before,
      List<Finding> out) {
    EventOrder order = EventOrder.of(event);
    memory.remember(order, event);
    for (Lane<?> lane : lanes) {
      for (Finding finding : lane.step(memory, entity, event, around)) {
        restate(memory, finding, out);
      }
    }
    Progress now = before.with(order);
    memory.progress(now);
    if (isOutgrown(now)) {
      refold(memory, entity, around, out);
    }
    return Taken.FOLDED;
  }

  /** Twice the horizon, so that the base moves once a week rather than with every event. */
  private static boolean isOutgrown(Progress progress) {
    return progress.events() > HISTORY_MAX
        || progress.oldestMs() < progress.head().occurredAt() - 2 * HORIZON_MS;
  }

  /**
   * Folds the whole history again from the base, restates what changed and retracts what no longer
   * holds; moves the base where the history has outgrown its bounds. Due where an event came behind
   * the head, and where the surroundings are others than before.
   */
  public void refold(Memory memory, Entity entity, Surroundings around, List<Finding> out) {
    List<IdentifiedEvent> history = sorted(memory.remembered());
    Progress progress = memory.progress();
    if (progress == null || history.isEmpty()) {
      return;
    }
    Map<String, Finding> now = new LinkedHashMap<>();
    memory.held(Mark.BASE).forEach(finding -> now.put(finding.id(), finding));
    Refold fold = new Refold(memory, entity, around, now);
    int settled = settled(history);
    history.subList(0, settled).forEach(fold::step);
    EventOrder base = settled == 0 ? progress.base() : fold.moveBase(history.subList(0, settled));
    history.subList(settled, history.size()).forEach(fold::step);
    fold.keep(Mark.HEAD);
    IdentifiedEvent last = history.get(history.size() - 1);
    long oldestMs =
        settled == history.size()
            ? last.getEvent().getOccurredAt()
            : history.get(settled).getEvent().getOccurredAt();
    memory.progress(new Progress(EventOrder.of(last), base, history.size() - settled, oldestMs));
    restateAll(memory, now, out);
  }

  /** How many events from the oldest on are folded for good now. */
  private static int settled(List<IdentifiedEvent> history) {
    int keepMax = history.size() > HISTORY_MAX ? HISTORY_MAX / 2 : history.size();
    int settled = history.size() - keepMax;
    long horizon = history.get(history.size() - 1).getEvent().getOccurredAt() - HORIZON_MS;
    while (settled < history.size() && history.get(settled).getEvent().getOccurredAt() < horizon) {
      settled++;
    }
    return settled;
  }

  private static void restateAll(Memory memory, Map<String, Finding> now, List<Finding> out) {
    List<Finding> gone = new ArrayList<>();
    for (Finding held : memory.held(Mark.HEAD)) {
      if (!held.retracted() && !now.containsKey(held.id())) {
        gone.add(held);
      }
    }
    for (Finding held : gone) {
      Finding retracted = held.as(held.version() + 1, true);
      memory.hold(retracted, Mark.HEAD);
      out.add(retracted);
    }
    now.values().forEach(finding -> restate(memory, finding, out));
  }

  private static void restate(Memory memory, Finding finding, List<Finding> out) {
    Finding held = memory.held(finding.id(), Mark.HEAD);
    if (held != null && !held.retracted() && held.as(0, false).equals(finding.as(0, false))) {
      return;
    }
    Finding next = finding.as(held == null ? 1 : held.version() + 1, false);
    memory.hold(next, Mark.HEAD);
    out.add(next);
  }

  private static List<IdentifiedEvent> sorted(Iterable<IdentifiedEvent> events) {
    List<IdentifiedEvent> sorted = new ArrayList<>();
    events.forEach(sorted::add);
    sorted.sort(Comparator.comparing(EventOrder::of));
    return sorted;
  }

  /** One rule of the timeline. */
  private record Lane<S>(Detector<S> detector, Rule rule) {
    List<Finding> step(Memory memory, Entity entity, IdentifiedEvent event, Surroundings around) {
      if (!detector.concerns(event)) {
        return List.of();
      }
      Step<S> step = detector.onEvent(state(memory, Mark.HEAD), entity, event, rule, around);
      memory.state(detector, Mark.HEAD, step.next());
      return step.findings();
    }

    S state(Memory memory, Mark at) {
      S kept = memory.state(detector, at);
      return kept == null ? detector.start() : kept;
    }

    Running<S> running(Memory memory) {
      return new Running<>(this, state(memory, Mark.BASE));
    }
  }

  /** A rule in the middle of a refold: the state is kept here, not in the memory. */
  private static final class Running<S> {
    private final Lane<S> lane;
    private S state;

    Running(Lane<S> lane, S state) {
      this.lane = lane;
      this.state = state;
    }

    List<Finding> step(Entity entity, IdentifiedEvent event, Surroundings around) {
      if (!lane.detector.concerns(event)) {
        return List.of();
      }
      Step<S> step = lane.detector.onEvent(state, entity, event, lane.rule, around);
      state = step.next();
      return step.findings();
    }

    void keep(Memory memory, Mark at) {
      memory.state(lane.detector, at, state);
    }
  }

  /** One pass over the history. */
  private final class Refold {
    private final Memory memory;
    private final Entity entity;
    private final Surroundings around;
    private final Map<String, Finding> now;
    private final List<Running<?>> running = new ArrayList<>();

    Refold(Memory memory, Entity entity, Surroundings around, Map<String, Finding> now) {
      this.memory = memory;
      this.entity = entity;
      this.around = around;
      this.now = now;
      lanes.forEach(lane -> running.add(lane.running(memory)));
    }

    void step(IdentifiedEvent event) {
      for (Running<?> rule : running) {
        rule.step(entity, event, around).forEach(finding -> now.put(finding.id(), finding));
      }
    }

    void keep(Mark at) {
      running.forEach(rule -> rule.keep(memory, at));
    }

    EventOrder moveBase(List<IdentifiedEvent> settled) {
      keep(Mark.BASE);
      settled.forEach(event -> memory.forget(EventOrder.of(event)));
      EventOrder base = EventOrder.of(settled.get(settled.size() - 1));
      releaseOld(base.occurredAt() - HORIZON_MS);
      now.values().forEach(finding -> memory.hold(finding, Mark.BASE));
      return base;
    }

    /** No state reaches further back than a horizon behind the base: these can change no more. */
    private void releaseOld(long endedBefore) {
      Map<String, Finding> all = new HashMap<>(now);
      memory.held(Mark.HEAD).forEach(finding -> all.putIfAbsent(finding.id(), finding));
      for (Finding finding : all.values()) {
        if (finding.endedAt() < endedBefore) {
          now.remove(finding.id());
          memory.release(finding.id(), Mark.HEAD);
          memory.release(finding.id(), Mark.BASE);
        }
      }
    }
  }
}
