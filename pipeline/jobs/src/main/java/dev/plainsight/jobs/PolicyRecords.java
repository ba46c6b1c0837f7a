package dev.plainsight.jobs;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Takes policies and the directory off their topics as text. */
final class PolicyRecords implements KafkaRecordDeserializationSchema<PolicyRecord> {
  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PolicyRecord> out) {
    out.collect(
        new PolicyRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            text(record.key()),
            text(record.value())));
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public TypeInformation<PolicyRecord> getProducedType() {
    return TypeInformation.of(PolicyRecord.class);
  }
}
