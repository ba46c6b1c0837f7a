package dev.plainsight.evidence.verify;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.Decoded;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.SentBatch;
import dev.plainsight.evidence.pack.Names;
import java.util.ArrayList;
import java.util.List;

/** Decodes the enclosed batches again, and asks for each whether it is what was sealed. */
final class EventsAgain {
  private final BatchCodec codec = new BatchCodec();
  private final Verdict.Sink sink;
  private final List<IdentifiedEvent> logons = new ArrayList<>();

  EventsAgain(Verdict.Sink sink) {
    this.sink = sink;
  }

  /** The logon events, in the order of the file. */
  List<IdentifiedEvent> check(Archive archive, Inclusion inclusion) {
    archive.lines(
        Names.BATCHES,
        line -> {
          SentBatch sent = SentBatch.of(Json.fields(line));
          inclusion.check(sent.key(), sent.bytes(), sent.receivedAt());
          decode(sent);
        });
    inclusion.done();
    return logons;
  }

  private void decode(SentBatch sent) {
    Decoded decoded = codec.decode(sent.bytes());
    if (decoded instanceof Decoded.Refused refused) {
      fail(sent, "cannot be read: " + refused.detail());
    } else if (decoded instanceof Decoded.Batch good && isAsListed(sent, good.batch())) {
      take(sent, good.batch());
    } else {
      fail(sent, "does not hold what it is listed as");
    }
  }

  private void fail(SentBatch sent, String what) {
    sink.fail(Check.EVENTS, "batch " + sent.key() + " " + what);
  }

  private static boolean isAsListed(SentBatch sent, EventBatch batch) {
    return batch.getDeviceId().equals(sent.deviceId())
        && batch.getBootEpoch() == sent.bootEpoch()
        && batch.getFirstSeq() == sent.firstSeq()
        && batch.getFirstSeq() + batch.getEvents().size() - 1 == sent.lastSeq();
  }

  private void take(SentBatch sent, EventBatch batch) {
    long seq = sent.firstSeq();
    for (ActivityEvent event : batch.getEvents()) {
      if (event.getLogon() != null) {
        logons.add(
            new IdentifiedEvent(sent.deviceId(), sent.bootEpoch(), seq, sent.receivedAt(), event));
      }
      seq++;
    }
  }
}
