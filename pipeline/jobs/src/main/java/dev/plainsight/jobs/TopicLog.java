package dev.plainsight.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes texts to a topic: conclusions, the way out for webhooks and a SIEM, and policies. At least
 * once; a reader of conclusions tells repetition by id and version.
 */
final class TopicLog implements AutoCloseable {
  /** The most bytes of a record that a broker takes unless its topic says otherwise. */
  static final int RECORD_BYTES_MAX = 1 << 20;

  /** The log does not take a record; the message tells why, and the way out. */
  static final class Refused extends KafkaException {
    private static final long serialVersionUID = 1L;

    Refused(String why, Throwable cause) {
      super(why, cause);
    }
  }

  private final KafkaProducer<String, String> producer;
  private final String topic;
  private final int recordBytesMax;

  TopicLog(String bootstrap, String topic) {
    this(bootstrap, topic, RECORD_BYTES_MAX);
  }

  TopicLog(String bootstrap, String topic, int recordBytesMax) {
    this.topic = topic;
    this.recordBytesMax = recordBytesMax;
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "zstd",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                recordBytesMax,
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            new StringSerializer());
  }

  /** Returns when the log has all of them. */
  <R> void append(List<R> rows, Function<R, String> key, Function<R, String> json)
      throws InterruptedException {
    List<Future<?>> sent = new ArrayList<>();
    for (R row : rows) {
      sent.add(producer.send(new ProducerRecord<>(topic, key.apply(row), json.apply(row))));
    }
    for (Future<?> each : sent) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw refused(e);
      }
    }
  }

  private Refused refused(ExecutionException e) {
    String why = "topic " + topic + " takes no records: " + e.getMessage();
    return new Refused(
        e.getCause() instanceof RecordTooLargeException
            ? why + "; its setting max.message.bytes must be at least " + recordBytesMax
            : why,
        e);
  }

  @Override
  public void close() {
    producer.close();
  }
}
