package dev.plainsight.contract;

import dev.plainsight.contract.avro.EventBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificData;

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

  private final BinaryMessageEncoder<EventBatch> encoder =
      new BinaryMessageEncoder<>(SpecificData.getForClass(EventBatch.class), EventBatch.SCHEMA$);
  private final BinaryMessageDecoder<EventBatch> decoder =
      new BinaryMessageDecoder<>(SpecificData.getForClass(EventBatch.class), EventBatch.SCHEMA$);

  public BatchCodec() {
    VERSIONS.forEach(version -> decoder.addSchema(schema(version)));
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
    try {
      EventBatch batch = decoder.decode(bytes);
      Optional<String> over = Limits.firstBroken(batch);
      return over.<Decoded>map(detail -> new Decoded.Refused(Reject.OVER_LIMIT, detail))
          .orElseGet(() -> new Decoded.Batch(batch));
    } catch (MissingSchemaException e) {
      return refused("written with a schema this version does not know; update the pipeline first");
    } catch (BadHeaderException e) {
      return refused("does not start with the single-object marker C3 01");
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
