package dev.plainsight.jobs;

import dev.plainsight.contract.Reject;
import dev.plainsight.contract.Settings;
import dev.plainsight.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts dead letters back on the log, byte for byte, once what refused them is mended: {@code
 * ReplayMain [--list] [REASON…]}. Each letter is replayed once: how far each reason was replayed is
 * kept as the offsets of a consumer group. What is refused again comes back as a new dead letter.
 */
public final class ReplayMain {
  private static final String GROUP = "plainsight-replay-";
  private static final Duration POLL = Duration.ofMillis(500);

  private ReplayMain() {}

  public static void main(String[] args) throws Exception {
    try {
      Settings settings = Settings.load(JobsMain.class, "/pipeline.yaml", null, System.getenv());
      List<String> words = new ArrayList<>(List.of(args));
      boolean listOnly = words.remove("--list");
      String done = listOnly ? "waiting" : "replayed";
      for (Reject reason : reasons(words)) {
        int letters = replay(settings.text("kafka.bootstrap"), reason, listOnly);
        System.out.printf(Locale.ROOT, "%-18s %6d %s%n", reason, letters, done);
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static Set<Reject> reasons(List<String> words) {
    Set<Reject> reasons = EnumSet.noneOf(Reject.class);
    for (String word : words) {
      try {
        reasons.add(Reject.valueOf(word));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'" + word + "' is no reason; known: " + EnumSet.allOf(Reject.class), e);
      }
    }
    return reasons.isEmpty() ? EnumSet.allOf(Reject.class) : reasons;
  }

  /**
   * Replays the letters of one reason that are on the topic now and were not replayed before.
   *
   * @param listOnly count them and leave them where they are
   * @return how many
   */
  static int replay(String bootstrap, Reject reason, boolean listOnly)
      throws InterruptedException, ExecutionException {
    List<Future<?>> sent = new ArrayList<>();
    int letters = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap, reason);
        KafkaProducer<byte[], byte[]> log = producer(bootstrap)) {
      Map<TopicPartition, Long> ends = assigned(consumer);
      while (isBehind(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(POLL)) {
          if (isOf(letter, reason) && letter.offset() < end(ends, letter)) {
            letters++;
            if (!listOnly) {
              sent.add(
                  log.send(new ProducerRecord<>(Topics.ACTIVITY, letter.key(), letter.value())));
            }
          }
        }
      }
      for (Future<?> each : sent) {
        each.get();
      }
      if (!listOnly) {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        ends.forEach((partition, end) -> done.put(partition, new OffsetAndMetadata(end)));
        consumer.commitSync(done);
      }
    }
    return letters;
  }

  private static Map<TopicPartition, Long> assigned(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.DEAD_LETTER).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    return consumer.endOffsets(partitions);
  }

  private static boolean isBehind(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private static long end(Map<TopicPartition, Long> ends, ConsumerRecord<?, ?> letter) {
    return ends.getOrDefault(new TopicPartition(letter.topic(), letter.partition()), 0L);
  }

  /** A refused policy is no batch, and was cut; who wrote it publishes it again. */
  private static boolean isOf(ConsumerRecord<?, ?> letter, Reject reason) {
    String from = DeadLetterRecords.text(letter.headers(), DeadLetterRecords.FROM);
    return DeadLetterRecords.text(letter.headers(), DeadLetterRecords.REASON).equals(reason.name())
        && from.startsWith(Topics.ACTIVITY + "/");
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, Reject reason) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.GROUP_ID_CONFIG,
            GROUP + reason,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, ProducerConfig.ACKS_CONFIG, "all"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
