package dev.plainsight.jobs;

import dev.plainsight.contract.Topics;
import dev.plainsight.store.DeadLetterRow;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter on its topic: key and value byte for byte as they were refused, why and from where
 * in the headers {@link #REASON}, {@link #DETAIL} and {@link #FROM}.
 */
final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetterRow> {
  /** A name of {@link dev.plainsight.contract.Reject}. */
  static final String REASON = "reason";

  /** The sentence that tells what was wrong. */
  static final String DETAIL = "detail";

  /** {@code topic/partition/offset} of the refused record. */
  static final String FROM = "from";

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetterRow row, KafkaSinkContext context, @Nullable Long timestamp) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.DEAD_LETTER, bytes(row.key()), row.bytes());
    record
        .headers()
        .add(REASON, bytes(row.reason().name()))
        .add(DETAIL, bytes(row.detail()))
        .add(FROM, bytes(row.topic() + "/" + row.kafkaPartition() + "/" + row.kafkaOffset()));
    return record;
  }

  /** The text of a header; empty where the record has none of that name. */
  static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
