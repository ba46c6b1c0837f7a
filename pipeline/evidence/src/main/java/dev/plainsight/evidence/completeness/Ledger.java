package dev.plainsight.evidence.completeness;

import dev.plainsight.evidence.BatchHeader;
import dev.plainsight.evidence.Drop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds batches, in the order of device, epoch and sequence, into spans.
 *
 * <pre>
 * batches  [1..40][41..60]   [61..80]     [91..99]
 *                         ^ > 15 min      ^ 81..90 missing
 * spans    [     1..60   ]   [61..80]     [91..99]
 * </pre>
 */
public final class Ledger {
  /** Three heartbeats of 5 minutes: the same silence that AG-01 looks for. */
  public static final long SILENCE_MS = 15L * 60 * 1000;

  private final List<Drop> drops;
  private final List<Span> spans = new ArrayList<>();
  private @Nullable Span open;

  public Ledger(List<Drop> drops) {
    this.drops = drops;
  }

  public void add(BatchHeader batch) {
    Span before = open;
    if (before != null && goesOn(before, batch)) {
      open = longer(before, batch);
    } else {
      close();
      open = begun(batch);
    }
  }

  /** All spans, by device, epoch and sequence. */
  public List<Span> spans() {
    close();
    return List.copyOf(spans);
  }

  private static boolean goesOn(Span span, BatchHeader batch) {
    return span.deviceId().equals(batch.deviceId())
        && span.bootEpoch() == batch.bootEpoch()
        && span.lastSeq() + 1 == batch.firstSeq()
        && batch.firstAt() - span.toAt() <= SILENCE_MS;
  }

  private static Span longer(Span span, BatchHeader batch) {
    return new Span(
        span.deviceId(),
        span.bootEpoch(),
        span.firstSeq(),
        batch.lastSeq(),
        span.batches() + 1,
        Math.min(span.fromAt(), batch.firstAt()),
        Math.max(span.toAt(), batch.lastAt()),
        batch.stopped(),
        span.previousEpochDeclared(),
        span.droppedBefore(),
        span.gapBefore());
  }

  private Span begun(BatchHeader batch) {
    Span alone =
        new Span(
            batch.deviceId(),
            batch.bootEpoch(),
            batch.firstSeq(),
            batch.lastSeq(),
            1,
            batch.firstAt(),
            batch.lastAt(),
            batch.stopped(),
            batch.previousEpochLastSeq(),
            0,
            0);
    Span before = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    return before == null || !before.deviceId().equals(batch.deviceId())
        ? alone
        : after(before, alone);
  }

  private Span after(Span before, Span span) {
    long missing = span.missingSince(before);
    long dropped = Math.min(missing, dropped(before, span));
    return new Span(
        span.deviceId(),
        span.bootEpoch(),
        span.firstSeq(),
        span.lastSeq(),
        span.batches(),
        span.fromAt(),
        span.toAt(),
        span.stopped(),
        span.previousEpochDeclared(),
        dropped,
        missing - dropped);
  }

  /** Sequences declared dropped between the two, of the epoch of the first. */
  private long dropped(Span before, Span span) {
    boolean sameEpoch = before.bootEpoch() == span.bootEpoch();
    long lastMissing = sameEpoch ? span.firstSeq() - 1 : span.previousEpochDeclared();
    long sum = 0;
    for (Drop drop : drops) {
      if (drop.deviceId().equals(before.deviceId()) && drop.bootEpoch() == before.bootEpoch()) {
        long from = Math.max(drop.fromSeq(), before.lastSeq() + 1);
        long to = Math.min(drop.toSeq(), lastMissing);
        sum += Math.max(0, to - from + 1);
      }
    }
    return sum;
  }

  private void close() {
    if (open != null) {
      spans.add(open);
      open = null;
    }
  }
}
