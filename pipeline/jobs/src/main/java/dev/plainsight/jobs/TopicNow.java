package dev.plainsight.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What stands on a compacted topic: of each key the newest text. */
final class TopicNow {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicNow() {}

  /**
   * One text.
   *
   * @param publishedMs when the log took it, ms since 1970 UTC
   */
  record Text(String value, long publishedMs) {}

  /** All that stands there now, by key; what was taken back is left out. */
  static Map<String, Text> read(String bootstrap, String topic) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            15_000);
    Map<String, Text> now = new TreeMap<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> parts =
          consumer.partitionsFor(topic).stream()
              .map(part -> new TopicPartition(part.topic(), part.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(parts);
      consumer.assign(parts);
      consumer.seekToBeginning(parts);
      while (!isAt(consumer, ends)) {
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
          take(record, now);
        }
      }
    }
    return now;
  }

  private static boolean isAt(
      KafkaConsumer<String, String> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static void take(ConsumerRecord<String, String> record, Map<String, Text> now) {
    String key = Objects.toString(record.key(), "");
    if (record.value() == null || record.value().isEmpty()) {
      now.remove(key);
    } else {
      now.put(key, new Text(record.value(), record.timestamp()));
    }
  }
}
