package dev.plainsight.evidence.verify;

import dev.plainsight.evidence.completeness.Span;
import dev.plainsight.evidence.pack.Names;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds the sequences of the ledger up again: last - first + 1 = received + dropped + gap. */
final class LedgerAgain {
  private LedgerAgain() {}

  static List<Span> check(Archive archive, Verdict.Sink sink) {
    List<Map<String, String>> rows = archive.rows(Names.LEDGER).named();
    List<Span> spans = rows.stream().map(Span::of).toList();
    Span before = null;
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      String received = rows.get(i).getOrDefault("received", "");
      if (!received.equals(span.received() + "")) {
        fail(sink, span, "is " + span.received() + " sequences and says " + received + " received");
      }
      between(before, span, sink);
      before = span;
    }
    return spans;
  }

  private static void between(@Nullable Span before, Span span, Verdict.Sink sink) {
    boolean first = before == null || !before.deviceId().equals(span.deviceId());
    long missing = first || before == null ? 0 : span.missingSince(before);
    long stated = span.droppedBefore() + span.gapBefore();
    if (missing != stated || span.droppedBefore() < 0 || span.gapBefore() < 0) {
      fail(
          sink,
          span,
          "comes after %d missing sequences; it says %d dropped + %d gap"
              .formatted(missing, span.droppedBefore(), span.gapBefore()));
    }
  }

  private static void fail(Verdict.Sink sink, Span span, String what) {
    sink.fail(
        Check.LEDGER,
        "%s/%d %d..%d %s"
            .formatted(span.deviceId(), span.bootEpoch(), span.firstSeq(), span.lastSeq(), what));
  }
}
