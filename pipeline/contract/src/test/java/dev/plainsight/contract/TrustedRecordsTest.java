package dev.plainsight.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedRecordsTest {
  @Test
  void defaultsOfOurEnumsAreTrusted() {
    assertEquals(PresenceState.UNKNOWN, Presence.newBuilder().build().getState());
  }

  @Test
  void ourOwnRecordsAreReadBack() {
    EventBatch batch =
        EventBatch.newBuilder()
            .setDeviceId("laptop-1")
            .setBootEpoch(1)
            .setFirstSeq(1)
            .setPreviousHash(ByteBuffer.wrap(HashChain.start()))
            .setSentAt(0)
            .setEvents(
                List.of(
                    ActivityEvent.newBuilder()
                        .setOccurredAt(0)
                        .setEndedAt(0)
                        .setPresence(Presence.newBuilder().build())
                        .build()))
            .build();
    BatchCodec codec = new BatchCodec();
    assertEquals(new Decoded.Batch(batch), codec.decode(codec.encode(batch)));
  }
}
