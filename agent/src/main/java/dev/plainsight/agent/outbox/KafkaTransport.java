package dev.plainsight.agent.outbox;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends to Kafka: idempotent, acknowledged by all replicas, gzip, key = device id, retried without
 * end and in order. Holds at most the given bytes of batches; over it {@link #send} says no, so a
 * broker that is away costs no memory. May be shared by any number of outboxes.
 */
public final class KafkaTransport implements Transport {
  private static final Logger LOG = Logger.getLogger(KafkaTransport.class.getName());

  /** Enough for one device; a simulator of many gives more. */
  public static final long BUFFER_BYTES_DEFAULT = 4L << 20;

  private static final Duration CLOSE_AFTER = Duration.ofSeconds(3);

  private static final long RETRY_AFTER_MS = 5_000;

  private final Map<String, Object> settings;
  private final AtomicLong bytesUnderWay = new AtomicLong();
  private final long bytesMax;
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private long notBeforeMs = Long.MIN_VALUE;
  private boolean isClosed;

  /** No connection is needed yet; batches wait in the spool until there is one. */
  public KafkaTransport(String bootstrap, long bufferBytes) {
    this(bootstrap, bufferBytes, Map.of());
  }

  /**
   * @param bootstrap {@code host:port} of one or more brokers, with commas
   * @param bufferBytes bound of the batches under way
   * @param more further producer settings, such as those of TLS
   */
  public KafkaTransport(String bootstrap, long bufferBytes, Map<String, String> more) {
    this.bytesMax = bufferBytes;
    this.settings = settings(bootstrap, bufferBytes, more);
  }

  private static Map<String, Object> settings(
      String bootstrap, long bufferBytes, Map<String, String> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "plainsight-agent");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
    // The producer's pool rounds up to whole batches, so it gets room beyond our own bound.
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * bufferBytes + (2L << 20));
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, BatchCodec.RECORD_BYTES_MAX + (64 << 10));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    return settings;
  }

  @Override
  public boolean send(String deviceId, byte[] batch, Ack ack) {
    long underWay = bytesUnderWay.addAndGet(batch.length);
    KafkaProducer<byte[], byte[]> ready = producer();
    boolean isFull = underWay > bytesMax && underWay > batch.length;
    if (ready == null || isFull || !knowsTopic(ready)) {
      bytesUnderWay.addAndGet(-batch.length);
      return false;
    }
    byte[] key = deviceId.getBytes(StandardCharsets.UTF_8);
    var unused =
        ready.send(
            new ProducerRecord<>(Topics.ACTIVITY, key, batch),
            (done, failure) -> {
              bytesUnderWay.addAndGet(-batch.length);
              ack.done(failure == null ? null : failure.toString());
            });
    return true;
  }

  /** Made at first use and again later: a laptop may start where the broker has no name yet. */
  private synchronized @Nullable KafkaProducer<byte[], byte[]> producer() {
    if (producer == null && !isClosed && Ticks.nowMs() >= notBeforeMs) {
      try {
        producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
      } catch (KafkaException e) {
        notBeforeMs = Ticks.nowMs() + RETRY_AFTER_MS;
        Throwable cause = e.getCause() == null ? e : e.getCause();
        LOG.warning("no way to Kafka yet: " + cause.getMessage());
      }
    }
    return producer;
  }

  /** Whether the broker and the topic are known; asking makes the producer look for them. */
  private static boolean knowsTopic(KafkaProducer<byte[], byte[]> ready) {
    try {
      return !ready.partitionsFor(Topics.ACTIVITY).isEmpty();
    } catch (KafkaException e) {
      return false;
    }
  }

  /** Gives what is under way a moment to arrive; the rest stays in the spools. */
  @Override
  public synchronized void close() {
    isClosed = true;
    if (producer != null) {
      producer.close(CLOSE_AFTER);
      producer = null;
    }
  }
}
