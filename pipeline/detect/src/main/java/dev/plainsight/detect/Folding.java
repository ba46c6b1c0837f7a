package dev.plainsight.detect;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Timeline.Mark;
import dev.plainsight.detect.Timeline.Memory;
import dev.plainsight.detect.Timeline.Progress;
import dev.plainsight.detect.Timeline.Taken;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bundle of one entity's events on its way through a {@link Timeline}: states are read and
 * written once, and of a finding that grows with each event the last form only. For one thread;
 * nothing is kept before {@link #finish}.
 */
public final class Folding {
  private final List<Pass.Lane<?>> lanes;
  private final Memory memory;
  private final Entity entity;
  private final Surroundings around;
  private final List<Finding> out;
  private Pass head;
  private @Nullable Progress progress;
  private boolean moved;
  private boolean behind;

  Folding(
      List<Pass.Lane<?>> lanes,
      Memory memory,
      Entity entity,
      Surroundings around,
      List<Finding> out) {
    this.lanes = lanes;
    this.memory = memory;
    this.entity = entity;
    this.around = around;
    this.out = out;
    this.progress = memory.progress();
    this.head = pass(Mark.HEAD);
  }

  private Pass pass(Mark from) {
    return new Pass(lanes, memory, from, entity, around);
  }

  /** Takes the next event. */
  public Taken add(IdentifiedEvent event) {
    EventOrder order = EventOrder.of(event);
    Progress before = progress;
    if (before == null) {
      before = new Progress(order, null, 0, order.occurredAt());
    } else if (before.base() != null && order.compareTo(before.base()) <= 0) {
      return Taken.LATE;
    } else {
      int place = order.compareTo(before.head());
      if (place == 0) {
        return Taken.REPEATED;
      }
      behind |= place < 0;
    }
    memory.remember(order, event);
    Progress now = before.with(order);
    progress = now;
    moved = true;
    if (behind) {
      // Everything is folded again when the bundle ends.
      return order.compareTo(before.head()) < 0 ? Taken.BEHIND : Taken.FOLDED;
    }
    head.step(event);
    if (isOutgrown(now)) {
      settle(now);
    }
    return Taken.FOLDED;
  }

  /** Folds again where an event came behind the head, writes the findings and keeps the states. */
  public void finish() {
    if (behind) {
      refold();
    } else {
      tell();
    }
  }

  /** As {@link #finish}, but what is due to be folded again stays due. */
  void tell() {
    if (moved && progress != null) {
      memory.progress(progress);
    }
    head.keep(Mark.HEAD);
    head.write(finding -> restate(memory, finding, out));
  }

  /** Twice the horizon, so that the base moves once a week rather than with every event. */
  private boolean isOutgrown(Progress progress) {
    return progress.events() > entity.dimension().historyMax()
        || progress.oldestMs() < progress.head().occurredAt() - 2 * Timeline.HORIZON_MS;
  }

  /** Moves the base; nothing came behind the head, so that all else is as it was. */
  private void settle(Progress before) {
    tell();
    List<IdentifiedEvent> history = sorted(memory.remembered());
    Map<String, Finding> now = basis();
    Pass fold = pass(Mark.BASE);
    int settled = settled(history);
    history.subList(0, settled).forEach(fold::step);
    EventOrder base = moveBase(fold, history.subList(0, settled), now);
    progress =
        new Progress(before.head(), base, history.size() - settled, oldestMs(history, settled));
    memory.progress(progress);
  }

  /**
   * Folds the whole history again from the base, restates what changed and retracts what no longer
   * holds; moves the base where the history has outgrown its bounds.
   */
  void refold() {
    List<IdentifiedEvent> history = sorted(memory.remembered());
    Progress before = progress;
    if (before == null || history.isEmpty()) {
      return;
    }
    Map<String, Finding> now = basis();
    Pass fold = pass(Mark.BASE);
    int settled = settled(history);
    history.subList(0, settled).forEach(fold::step);
    EventOrder base =
        settled == 0 ? before.base() : moveBase(fold, history.subList(0, settled), now);
    history.subList(settled, history.size()).forEach(fold::step);
    fold.keep(Mark.HEAD);
    fold.write(finding -> now.put(finding.id(), finding));
    EventOrder last = EventOrder.of(history.get(history.size() - 1));
    progress = new Progress(last, base, history.size() - settled, oldestMs(history, settled));
    memory.progress(progress);
    restateAll(now);
    head = pass(Mark.HEAD);
    behind = false;
  }

  private Map<String, Finding> basis() {
    Map<String, Finding> basis = new LinkedHashMap<>();
    memory.held(Mark.BASE).forEach(finding -> basis.put(finding.id(), finding));
    return basis;
  }

  private static List<IdentifiedEvent> sorted(Iterable<IdentifiedEvent> events) {
    List<IdentifiedEvent> sorted = new ArrayList<>();
    events.forEach(sorted::add);
    sorted.sort(Comparator.comparing(EventOrder::of));
    return sorted;
  }

  /** How many events from the oldest on are folded for good now. */
  private int settled(List<IdentifiedEvent> history) {
    int historyMax = entity.dimension().historyMax();
    int keepMax = history.size() > historyMax ? historyMax / 2 : history.size();
    int settled = history.size() - keepMax;
    long horizon = history.get(history.size() - 1).getEvent().getOccurredAt() - Timeline.HORIZON_MS;
    while (settled < history.size() && history.get(settled).getEvent().getOccurredAt() < horizon) {
      settled++;
    }
    return settled;
  }

  private static long oldestMs(List<IdentifiedEvent> history, int settled) {
    IdentifiedEvent oldest = history.get(Math.min(settled, history.size() - 1));
    return oldest.getEvent().getOccurredAt();
  }

  private EventOrder moveBase(Pass fold, List<IdentifiedEvent> settled, Map<String, Finding> now) {
    fold.keep(Mark.BASE);
    fold.write(finding -> now.put(finding.id(), finding));
    settled.forEach(event -> memory.forget(EventOrder.of(event)));
    EventOrder base = EventOrder.of(settled.get(settled.size() - 1));
    releaseOld(now, base.occurredAt() - Timeline.HORIZON_MS);
    now.values().forEach(finding -> memory.hold(finding, Mark.BASE));
    return base;
  }

  /** No state reaches further back than a horizon behind the base: these can change no more. */
  private void releaseOld(Map<String, Finding> now, long endedBefore) {
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

  private void restateAll(Map<String, Finding> now) {
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
}
