-- What devices sent, one row an event. The sorting key ends in the event's identity, and the same
-- identity always has the same content, so a row written twice is one row.
CREATE TABLE activity.presence ${on_cluster} (
  device_id LowCardinality(String), boot_epoch UInt64, seq UInt64,
  received_at DateTime64(3, 'UTC'), occurred_at DateTime64(3, 'UTC'), ended_at DateTime64(3, 'UTC'),
  user LowCardinality(String), session_id String,
  state LowCardinality(String), app LowCardinality(String), title String, domain LowCardinality(String),
  keys UInt32, distinct_keys UInt32, longest_key_run UInt32, clicks UInt32, wheel UInt32, moves UInt32, drags UInt32,
  path_px UInt32, net_px UInt32, distinct_deltas UInt32, delta_entropy_milli_bits UInt32,
  gap_n UInt32, gap_sum_ms UInt64, gap_sum_sq Float64, gap_max_ms UInt32, long_gaps_ms Array(UInt32),
  injected_keys UInt32, injected_moves UInt32, injected_clicks UInt32, input_devices Array(String),
  in_call Bool, remote_session Bool, fullscreen Bool, detail String
) ENGINE = ${replicated}ReplacingMergeTree
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (user, occurred_at, device_id, boot_epoch, seq);

CREATE TABLE security.logons ${on_cluster} (
  device_id LowCardinality(String), boot_epoch UInt64, seq UInt64,
  received_at DateTime64(3, 'UTC'), occurred_at DateTime64(3, 'UTC'), ended_at DateTime64(3, 'UTC'),
  user LowCardinality(String), session_id String,
  action LowCardinality(String), logon_type LowCardinality(String), target_user LowCardinality(String),
  source_ip String, source_host String, method LowCardinality(String), service LowCardinality(String),
  outcome LowCardinality(String), reason String, command_hash String, command String
) ENGINE = ${replicated}ReplacingMergeTree
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (occurred_at, device_id, boot_epoch, seq);

CREATE TABLE security.processes ${on_cluster} (
  device_id LowCardinality(String), boot_epoch UInt64, seq UInt64,
  received_at DateTime64(3, 'UTC'), occurred_at DateTime64(3, 'UTC'), ended_at DateTime64(3, 'UTC'),
  user LowCardinality(String), session_id String,
  action LowCardinality(String), exe LowCardinality(String), original_name LowCardinality(String), sha256 String, signer LowCardinality(String),
  parent_exe LowCardinality(String), pid UInt64, parent_pid UInt64, command_line String
) ENGINE = ${replicated}ReplacingMergeTree
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (occurred_at, device_id, boot_epoch, seq);

CREATE TABLE security.devices ${on_cluster} (
  device_id LowCardinality(String), boot_epoch UInt64, seq UInt64,
  received_at DateTime64(3, 'UTC'), occurred_at DateTime64(3, 'UTC'), ended_at DateTime64(3, 'UTC'),
  user LowCardinality(String), session_id String,
  action LowCardinality(String), device_class LowCardinality(String), vendor_id LowCardinality(String), product_id LowCardinality(String),
  serial_hash String, bytes_written UInt64
) ENGINE = ${replicated}ReplacingMergeTree
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (occurred_at, device_id, boot_epoch, seq);

CREATE TABLE security.agent_states ${on_cluster} (
  device_id LowCardinality(String), boot_epoch UInt64, seq UInt64,
  received_at DateTime64(3, 'UTC'), occurred_at DateTime64(3, 'UTC'), ended_at DateTime64(3, 'UTC'),
  user LowCardinality(String), session_id String,
  action LowCardinality(String), spool_depth UInt32, spool_oldest_at DateTime64(3, 'UTC'),
  dropped_from_seq UInt64, dropped_to_seq UInt64, clock_offset_ms Int64, detail String, signed Bool
) ENGINE = ${replicated}ReplacingMergeTree
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (device_id, occurred_at, boot_epoch, seq);
