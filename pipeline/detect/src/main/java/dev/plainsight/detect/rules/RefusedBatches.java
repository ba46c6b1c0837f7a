package dev.plainsight.detect.rules;

import dev.plainsight.contract.Reject;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * AG-03: batches that contradict what the device said before: a broken chain, a signature that does
 * not fit, a sequence that comes again with other content. One finding for each device, epoch and
 * reason, which grows with every batch refused.
 *
 * <p>Like {@link SequenceLedger} it folds batches, not events, and numbers its versions itself. A
 * refusal is never taken back: what was taken first stands, and what was found under another
 * threshold stays found.
 */
public final class RefusedBatches {
  private static final Set<Reject> CONTRADICTIONS =
      Set.of(Reject.BROKEN_CHAIN, Reject.WRONG_SIGNATURE, Reject.REPEATED_SEQ);

  /**
   * What is remembered of one epoch and reason.
   *
   * @param refused how many batches
   * @param firstSeq of the first batch refused
   * @param lastSeq of the first batch refused
   * @param startMs earliest event of them, device clock
   * @param endMs latest event of them, device clock
   * @param told the newest version of the finding; 0 before it is found
   */
  public record State(
      int refused, long firstSeq, long lastSeq, long startMs, long endMs, int told) {
    State asTold() {
      return new State(refused, firstSeq, lastSeq, startMs, endMs, told + 1);
    }
  }

  private final Rule rule;

  public RefusedBatches(Rule rule) {
    this.rule = rule;
  }

  /** Whether the reason speaks against the device rather than against one record. */
  public static boolean concerns(Reject reason) {
    return CONTRADICTIONS.contains(reason);
  }

  /**
   * Enters one refused batch.
   *
   * @param before of the batch's epoch and this reason; null where there is none
   */
  public Step<State> onRefused(@Nullable State before, EventBatch batch, Reject reason) {
    State next = grown(before, batch);
    if (next.refused() < rule.threshold("refused_min")) {
      return Step.quiet(next);
    }
    State told = next.asTold();
    return new Step<>(told, List.of(finding(told, batch, reason)));
  }

  private static State grown(@Nullable State before, EventBatch batch) {
    long firstSeq = batch.getFirstSeq();
    long startMs = batch.getEvents().get(0).getOccurredAt();
    long endMs = batch.getEvents().get(batch.getEvents().size() - 1).getOccurredAt();
    return before == null
        ? new State(1, firstSeq, firstSeq + batch.getEvents().size() - 1, startMs, endMs, 0)
        : new State(
            before.refused() + 1,
            before.firstSeq(),
            before.lastSeq(),
            Math.min(before.startMs(), startMs),
            Math.max(before.endMs(), endMs),
            before.told());
  }

  private Finding finding(State state, EventBatch batch, Reject reason) {
    String device = batch.getDeviceId();
    long epoch = batch.getBootEpoch();
    return new Draft(rule, new Entity(Dimension.DEVICE, device), epoch + " " + reason)
        .device(device)
        .between(state.startMs(), state.endMs())
        .because(because(state, device, epoch, reason))
        .measure("refused", state.refused(), ">=", "refused_min", "batches")
        .restsOn(List.of(new EventRange(device, epoch, state.firstSeq(), state.lastSeq())))
        .unknown("restored_from_backup", "cloned_disk")
        .finding()
        .as(state.told(), false);
  }

  private static String because(State state, String device, long epoch, Reject reason) {
    return String.format(
        Locale.ROOT,
        "%s sent %d %s (epoch %d, first: sequence %d to %d); kept as dead letters, not taken.",
        device,
        state.refused(),
        words(reason, state.refused() == 1 ? "batch" : "batches"),
        epoch,
        state.firstSeq(),
        state.lastSeq());
  }

  private static String words(Reject reason, String batches) {
    return switch (reason) {
      case BROKEN_CHAIN -> batches + " outside the chain of what it sent before";
      case WRONG_SIGNATURE -> batches + " whose signature is not by the device's key";
      case REPEATED_SEQ -> batches + " with sequences already taken but other content";
      default -> throw new IllegalArgumentException(reason + " does not contradict the device");
    };
  }
}
