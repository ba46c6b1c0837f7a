-- What the road itself has to show: every batch as sent, and everything that was not taken.
CREATE TABLE evidence.batches ${on_cluster} (
  device_id LowCardinality(String), boot_epoch UInt64, first_seq UInt64, last_seq UInt64, previous_epoch_last_seq Int64,
  hash FixedString(32), previous_hash FixedString(32),
  sent_at DateTime64(3, 'UTC'), received_at DateTime64(3, 'UTC'),
  kafka_partition UInt32, kafka_offset UInt64,
  agent_version LowCardinality(String), config_hash LowCardinality(String), binary_hash LowCardinality(String),
  first_occurred_at DateTime64(3, 'UTC'), last_ended_at DateTime64(3, 'UTC'),
  bytes String CODEC(ZSTD(3))
) ENGINE = ${replicated}ReplacingMergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (device_id, boot_epoch, first_seq);

CREATE TABLE evidence.dead_letters ${on_cluster} (
  topic LowCardinality(String), kafka_partition UInt32, kafka_offset UInt64, received_at DateTime64(3, 'UTC'),
  key String, reason LowCardinality(String), detail String, bytes String CODEC(ZSTD(3))
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (topic, kafka_partition, kafka_offset);

CREATE TABLE evidence.duplicates ${on_cluster} (
  kafka_partition UInt32, kafka_offset UInt64, received_at DateTime64(3, 'UTC'),
  device_id LowCardinality(String), boot_epoch UInt64, first_seq UInt64, last_seq UInt64
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (kafka_partition, kafka_offset);

-- Stored, but too late to be folded; one row for each entity that could not take it.
CREATE TABLE evidence.late ${on_cluster} (
  device_id LowCardinality(String), boot_epoch UInt64, seq UInt64,
  dimension LowCardinality(String), entity String,
  occurred_at DateTime64(3, 'UTC'), received_at DateTime64(3, 'UTC')
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (device_id, boot_epoch, seq, dimension, entity);
