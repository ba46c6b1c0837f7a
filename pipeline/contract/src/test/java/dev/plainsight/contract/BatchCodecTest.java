package dev.plainsight.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.Process;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Bad bytes are a value with a reason, whatever they are. */
class BatchCodecTest {
  private static final int HEADER = 10;
  private final BatchCodec codec = new BatchCodec();
  private final byte[] whole = codec.encode(GoldenBatches.batch(GoldenBatches.presence()));

  @Property(tries = 2_000)
  void garbageIsRefused(@ForAll byte[] garbage) {
    assertRefused(Reject.UNDECODABLE, "C3 01", garbage);
  }

  /** Behind a true header anything may come of the bytes, but never an exception. */
  @Property(tries = 5_000)
  void garbageBehindATrueHeaderIsNeverAnException(@ForAll byte[] garbage) {
    byte[] bytes = Arrays.copyOf(whole, HEADER + garbage.length);
    System.arraycopy(garbage, 0, bytes, HEADER, garbage.length);
    Decoded.Refused refused = assertInstanceOf(Decoded.Refused.class, codec.decode(bytes));
    assertTrue(refused.detail().length() > 10, refused.detail());
  }

  /** A batch with some bytes changed is a batch within all limits, or refused with a reason. */
  @Property(tries = 5_000)
  void damagedBatchesAreNeverAnException(
      @ForAll("goldenBytes") byte[] golden, @ForAll Random random) {
    byte[] damaged = golden.clone();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      damaged[HEADER + random.nextInt(damaged.length - HEADER)] = (byte) random.nextInt(256);
    }
    Decoded decoded = codec.decode(damaged);
    if (decoded instanceof Decoded.Batch read) {
      assertEquals(Limits.firstBroken(read.batch()), Optional.empty());
    } else {
      assertTrue(!((Decoded.Refused) decoded).detail().isBlank());
    }
  }

  @Provide
  Arbitrary<byte[]> goldenBytes() {
    return Arbitraries.of(GoldenBatches.all().values()).map(codec::encode);
  }

  @Test
  void truncatedAtAnyLengthIsRefused() {
    for (EventBatch batch : GoldenBatches.all().values()) {
      byte[] bytes = codec.encode(batch);
      for (int length = 0; length < bytes.length; length++) {
        Decoded decoded = codec.decode(Arrays.copyOf(bytes, length));
        Decoded.Refused refused =
            assertInstanceOf(Decoded.Refused.class, decoded, "cut at " + length);
        assertEquals(Reject.UNDECODABLE, refused.reason(), refused.detail());
      }
    }
  }

  @Test
  void anUnknownSchemaIsNamedAndTheWayOutTold() {
    byte[] bytes = whole.clone();
    Arrays.fill(bytes, 2, HEADER, (byte) 0x7e);
    assertRefused(
        Reject.UNDECODABLE,
        "schema 7e7e7e7e7e7e7e7e, which this version does not know; update the pipeline",
        bytes);
  }

  /** The chain's hash is over all bytes, so bytes that say nothing would change what is signed. */
  @Test
  void bytesBehindTheBatchAreRefused() {
    assertRefused(
        Reject.UNDECODABLE, "3 bytes follow the batch", Arrays.copyOf(whole, whole.length + 3));
  }

  @Test
  void twoBatchesInOneRecordAreRefused() {
    byte[] two = Arrays.copyOf(whole, 2 * whole.length);
    System.arraycopy(whole, 0, two, whole.length, whole.length);
    assertRefused(Reject.UNDECODABLE, whole.length + " bytes follow the batch", two);
  }

  @Test
  void aRecordOverItsSizeIsRefusedUnread() {
    assertRefused(
        Reject.OVER_LIMIT,
        "record of 1000001 bytes; at most 1000000",
        Arrays.copyOf(whole, BatchCodec.RECORD_BYTES_MAX + 1));
  }

  @Test
  void aRecordOfExactlyTheLargestSizeIsRead() {
    List<ActivityEvent> events = new ArrayList<>();
    ActivityEvent longest = GoldenBatches.process();
    ((Process) longest.get("process")).setCommandLine("x".repeat(Limits.COMMAND_CHARS_MAX));
    ActivityEvent filler = GoldenBatches.process();
    EventBatch batch = GoldenBatches.batch(filler);
    batch.setEvents(events);
    while (BatchCodec.RECORD_BYTES_MAX - codec.encode(batch).length > 9_000) {
      events.add(longest);
    }
    Process fill = (Process) filler.get("process");
    fill.setCommandLine("");
    events.add(filler);
    int room = BatchCodec.RECORD_BYTES_MAX - codec.encode(batch).length;
    fill.setCommandLine("x".repeat(room - 1)); // a length above 63 takes a second byte
    byte[] bytes = codec.encode(batch);
    assertEquals(BatchCodec.RECORD_BYTES_MAX, bytes.length);
    assertEquals(new Decoded.Batch(batch), codec.decode(bytes));
  }

  @Test
  void aBatchOverALimitIsRefusedByThatLimit() {
    EventBatch batch = GoldenBatches.batch(GoldenBatches.presence());
    batch.setDeviceId("no spaces");
    assertRefused(Reject.OVER_LIMIT, "device_id is 'no spaces'", codec.encode(batch));
  }

  @Test
  void aTextThatClaimsTwoGigabytesIsRefusedBeforeRoomIsMade() throws IOException {
    assertRefused(
        Reject.UNDECODABLE,
        "body cannot be read",
        body(out -> out.writeLong(Integer.MAX_VALUE - 8)));
  }

  @Test
  void aListThatClaimsTwoBillionEventsIsRefusedBeforeRoomIsMade() throws IOException {
    assertRefused(
        Reject.UNDECODABLE,
        "body cannot be read",
        body(
            out -> {
              out.writeString("laptop-1");
              for (long number : List.of(1L, 1L, -1L)) {
                out.writeLong(number);
              }
              out.writeBytes(ByteBuffer.wrap(HashChain.start()));
              out.writeLong(0);
              out.writeLong(0);
              out.writeString("");
              out.writeString("");
              out.writeString("");
              out.writeLong(Integer.MAX_VALUE - 8);
            }));
  }

  @Test
  void aCodecIsUsedAgainAfterARefusal() {
    codec.decode(Arrays.copyOf(whole, 40));
    codec.decode("not a batch".getBytes(StandardCharsets.UTF_8));
    assertInstanceOf(Decoded.Batch.class, codec.decode(whole));
  }

  /** What a test puts behind a true header. */
  private interface Body {
    void write(BinaryEncoder out) throws IOException;
  }

  private byte[] body(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(whole, 0, HEADER);
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    body.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  private void assertRefused(Reject reason, String detail, byte[] bytes) {
    Decoded.Refused refused = assertInstanceOf(Decoded.Refused.class, codec.decode(bytes));
    assertEquals(reason, refused.reason());
    assertTrue(refused.detail().contains(detail), refused.detail());
  }
}
