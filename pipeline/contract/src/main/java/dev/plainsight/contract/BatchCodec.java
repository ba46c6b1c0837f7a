package dev.plainsight.contract;

import dev.plainsight.contract.avro.EventBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/**
 * Batches as bytes: Avro single-object encoding (marker, schema fingerprint, body), so no registry
 * is needed and a spool written years ago still decodes. Instances keep reusable buffers: one per
 * thread.
 */
public final class BatchCodec {
  static {
    TrustedRecords.declare();
  }

  /** Every version of the schema ever released, oldest first: resources of this module. */
  static final List<String> VERSIONS = List.of("activity-v1");

  /** The largest record a device may send. Kafka's own default is about the same. */
  public static final int RECORD_BYTES_MAX = 1_000_000;

  /** Marker and fingerprint. */
  private static final int HEADER_BYTES = 10;

  private final BinaryMessageEncoder<EventBatch> encoder =
      new BinaryMessageEncoder<>(SpecificData.getForClass(EventBatch.class), EventBatch.SCHEMA$);

  /** By the fingerprint of the schema the bytes were written with. */
  private final Map<Long, SpecificDatumReader<EventBatch>> readers = new HashMap<>();

  private @Nullable BinaryDecoder decoder;

  public BatchCodec() {
    SpecificData data = SpecificData.getForClass(EventBatch.class);
    for (String version : VERSIONS) {
      Schema writer = schema(version);
      readers.put(
          SchemaNormalization.parsingFingerprint64(writer),
          new SpecificDatumReader<>(writer, EventBatch.SCHEMA$, data));
    }
  }

  /** The same batch always gives the same bytes: the hash chain rests on it. */
  public byte[] encode(EventBatch batch) {
    try {
      ByteBuffer bytes = encoder.encode(batch);
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /**
   * Never throws for bad bytes: what cannot be read is {@link Decoded.Refused}, with the reason.
   */
  public Decoded decode(byte[] bytes) {
    if (bytes.length > RECORD_BYTES_MAX) {
      return new Decoded.Refused(
          Reject.OVER_LIMIT, "record of " + bytes.length + " bytes; at most " + RECORD_BYTES_MAX);
    }
    if (bytes.length < HEADER_BYTES || bytes[0] != (byte) 0xC3 || bytes[1] != 1) {
      return refused(
          "record of "
              + bytes.length
              + " bytes does not start with the marker C3 01 and the fingerprint of a schema");
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    SpecificDatumReader<EventBatch> reader = readers.get(fingerprint);
    if (reader == null) {
      return refused(
          "written with schema "
              + Long.toHexString(fingerprint)
              + ", which this version does not know; update the pipeline first");
    }
    return decodeBody(bytes, reader);
  }

  /**
   * Reads from the array itself, not from a stream: the decoder then knows how many bytes there
   * are, and refuses a text that claims two gigabytes before it makes room for them.
   */
  private Decoded decodeBody(byte[] bytes, SpecificDatumReader<EventBatch> reader) {
    try {
      int length = bytes.length - HEADER_BYTES;
      decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, length, decoder);
      EventBatch batch = reader.read(null, decoder);
      int left = decoder.inputStream().available();
      if (left > 0) {
        return refused(left + " bytes follow the batch");
      }
      Optional<String> over = Limits.firstBroken(batch);
      return over.<Decoded>map(detail -> new Decoded.Refused(Reject.OVER_LIMIT, detail))
          .orElseGet(() -> new Decoded.Batch(batch));
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | UnsupportedOperationException e) {
      return refused("body cannot be read: " + e);
    }
  }

  private static Decoded refused(String detail) {
    return new Decoded.Refused(Reject.UNDECODABLE, detail);
  }

  static Schema schema(String version) {
    String path = "/schema/" + version + ".avsc";
    try (var in = BatchCodec.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks " + path);
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
