package dev.plainsight.detect;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
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
 * In-order events cost one step per rule, and one more when the base moves past them. An event
 * behind the head only marks the timeline; a {@link #refold} then folds the whole history once, and
 * what changed is restated, what no longer holds retracted. An event behind the base is late:
 * stored, counted, and left out of detection.
 */
public final class Timeline {
  /** How far behind the head an event may come and still be folded. */
  public static final long HORIZON_MS = 7L * 24 * 60 * 60 * 1000;

  /**
   * The most events kept for one entity; beyond it the older half moves into the base. A dimension
   * may have a smaller one: {@link Dimension#historyMax}.
   */
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

  private final List<Pass.Lane<?>> lanes;

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
        lanes.add(new Pass.Lane<>(detector, rules.rule(detector.ruleId())));
      }
    }
  }

  /** Whether any rule here folds the event. */
  public boolean concerns(IdentifiedEvent event) {
    for (Pass.Lane<?> lane : lanes) {
      if (lane.detector().concerns(event)) {
        return true;
      }
    }
    return false;
  }

  /** Begins to fold a bundle of the entity's events; its findings are added to {@code out}. */
  public Folding folding(Memory memory, Entity entity, Surroundings around, List<Finding> out) {
    return new Folding(lanes, memory, entity, around, out);
  }

  /**
   * Takes one event; findings that changed are added to {@code out}, with their new version. Of
   * {@link Taken#BEHIND} only {@link #refold} makes findings.
   */
  public Taken add(
      Memory memory, Entity entity, IdentifiedEvent event, Surroundings around, List<Finding> out) {
    Folding folding = folding(memory, entity, around, out);
    Taken taken = folding.add(event);
    folding.tell();
    return taken;
  }

  /**
   * Folds the whole history again from the base, restates what changed and retracts what no longer
   * holds. Due where an event came behind the head, and where the surroundings are others than
   * before.
   */
  public void refold(Memory memory, Entity entity, Surroundings around, List<Finding> out) {
    folding(memory, entity, around, out).refold();
  }
}
