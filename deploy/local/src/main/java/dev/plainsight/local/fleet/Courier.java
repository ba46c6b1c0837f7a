package dev.plainsight.local.fleet;

import dev.plainsight.agent.outbox.Transport;
import dev.plainsight.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One producer for a whole fleet. Unlike the agent's transport it can say that a batch arrived in
 * the past, and can lose one: history needs both.
 */
final class Courier implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;

  Courier(String bootstrap) {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(Integer.MAX_VALUE));
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Waits until the log has all that was sent. */
  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }

  /** The way of one device. */
  final class Way implements Transport {
    private long arrivesMs;
    private boolean losing;

    /** What is sent from now on arrives then, or never. */
    void next(long arrives, boolean lost) {
      arrivesMs = arrives;
      losing = lost;
    }

    @Override
    public boolean send(String deviceId, byte[] batch, Ack ack) {
      if (losing) {
        ack.done(null);
        return true;
      }
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.ACTIVITY,
                  null,
                  arrivesMs,
                  deviceId.getBytes(StandardCharsets.UTF_8),
                  batch),
              (metadata, failure) -> ack.done(failure == null ? null : failure.toString()));
      return true;
    }

    @Override
    public void close() {}
  }
}
