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
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A topic that tells of conclusions: the way out for webhooks and a SIEM. At least once; a reader
 * tells repetition by id and version.
 */
final class TopicLog implements AutoCloseable {
  private final KafkaProducer<String, String> producer;
  private final String topic;

  TopicLog(String bootstrap, String topic) {
    this.topic = topic;
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "zstd",
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
        throw new IllegalStateException("topic " + topic + " takes no records", e);
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
