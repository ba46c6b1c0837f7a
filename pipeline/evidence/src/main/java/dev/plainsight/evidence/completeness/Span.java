package dev.plainsight.evidence.completeness;

import dev.plainsight.evidence.Rows;
import dev.plainsight.evidence.Times;
import java.util.List;
import java.util.Map;

/**
 * A stretch of one epoch in which the sequence has no hole and no silence: one line of the sequence
 * ledger.
 *
 * @param fromAt its first event, ms since 1970 UTC
 * @param toAt the end of its last event
 * @param stopped it ends in an orderly stop
 * @param previousEpochDeclared where it is the first of its epoch: the last sequence of the epoch
 *     before, as the device says; else -1
 * @param droppedBefore of the sequences missing since the span before, those declared dropped
 * @param gapBefore and those that are not
 */
public record Span(
    String deviceId,
    long bootEpoch,
    long firstSeq,
    long lastSeq,
    long batches,
    long fromAt,
    long toAt,
    boolean stopped,
    long previousEpochDeclared,
    long droppedBefore,
    long gapBefore) {
  public static final List<String> COLUMNS =
      List.of(
          "device_id",
          "boot_epoch",
          "first_seq",
          "last_seq",
          "received",
          "batches",
          "from_at",
          "to_at",
          "stopped",
          "previous_epoch_declared",
          "dropped_before",
          "gap_before");

  public long received() {
    return lastSeq - firstSeq + 1;
  }

  public List<String> cells() {
    return List.of(
        deviceId,
        bootEpoch + "",
        firstSeq + "",
        lastSeq + "",
        received() + "",
        batches + "",
        Times.text(fromAt),
        Times.text(toAt),
        stopped ? "yes" : "no",
        previousEpochDeclared + "",
        droppedBefore + "",
        gapBefore + "");
  }

  public static Span of(Map<String, String> row) {
    return new Span(
        Rows.cell(row, "device_id"),
        number(row, "boot_epoch"),
        number(row, "first_seq"),
        number(row, "last_seq"),
        number(row, "batches"),
        Times.ms(Rows.cell(row, "from_at")),
        Times.ms(Rows.cell(row, "to_at")),
        Rows.cell(row, "stopped").equals("yes"),
        number(row, "previous_epoch_declared"),
        number(row, "dropped_before"),
        number(row, "gap_before"));
  }

  /** The sequences missing between the span before and this one, of the same device. */
  public long missingSince(Span before) {
    if (before.bootEpoch == bootEpoch) {
      return firstSeq - before.lastSeq - 1;
    }
    return Math.max(0, previousEpochDeclared - before.lastSeq);
  }

  /** Whether this is known to come right after that one, with nothing lost between. */
  boolean follows(Span before) {
    boolean sameEpoch = before.bootEpoch == bootEpoch;
    boolean nextEpoch =
        before.bootEpoch + 1 == bootEpoch && previousEpochDeclared == before.lastSeq;
    return (sameEpoch || nextEpoch) && missingSince(before) == 0;
  }

  private static long number(Map<String, String> row, String column) {
    return Long.parseLong(Rows.cell(row, column));
  }
}
