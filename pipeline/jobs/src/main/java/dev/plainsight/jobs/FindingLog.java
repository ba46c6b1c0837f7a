package dev.plainsight.jobs;

import dev.plainsight.contract.Topics;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.FindingJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The findings topic: the way out for webhooks and a SIEM. At least once; a reader tells repetition
 * by id and version.
 */
final class FindingLog implements AutoCloseable {
  private final KafkaProducer<String, String> producer;

  FindingLog(String bootstrap) {
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
  void append(List<Finding> findings) throws InterruptedException {
    List<Future<?>> sent = new ArrayList<>();
    for (Finding finding : findings) {
      sent.add(
          producer.send(
              new ProducerRecord<>(Topics.FINDINGS, finding.person(), FindingJson.write(finding))));
    }
    for (Future<?> each : sent) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("topic " + Topics.FINDINGS + " takes no findings", e);
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
