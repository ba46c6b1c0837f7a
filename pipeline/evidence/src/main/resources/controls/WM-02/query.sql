-- WM-02: each device and epoch with a batch on the day, recounted from its first event to the last sequence of the day.
WITH
  toDateTime64({day:Date}, 3, 'UTC') AS day_start,
  toDateTime64({day:Date} + 1, 3, 'UTC') AS day_end
SELECT
  toString({day:Date}) AS day,
  epochs.device_id AS device_id,
  toString(epochs.boot_epoch) AS boot_epoch,
  toString(epochs.first_seq_min) AS first_seq,
  toString(epochs.last_seq_max) AS last_seq,
  toString(epochs.received) AS received,
  toString(arraySum(drop -> if(drop.1 <= epochs.last_seq_max, drop.2, 0), drops.ranges)) AS declared_dropped,
  if(epochs.starts_chain, 'yes', 'no') AS starts_chain,
  toString(epochs.previous_declared) AS previous_epoch_declared,
  toString(ifNull(toInt64(previous.last_seq_max), -1)) AS previous_epoch_seen,
  toString(ifNull(repeats.repeated, 0)) AS repeated
FROM (
  SELECT
    device_id,
    boot_epoch,
    min(first_seq) AS first_seq_min,
    max(last_seq) AS last_seq_max,
    sum(last_seq - first_seq + 1) AS received,
    argMin(hex(previous_hash), first_seq) = repeat('0', 64) AS starts_chain,
    argMin(previous_epoch_last_seq, first_seq) AS previous_declared
  FROM (
    -- By sequence rather than by time: an event may be older than those numbered before it.
    SELECT
      *,
      max(if(first_occurred_at < day_end, last_seq, 0)) OVER (PARTITION BY device_id, boot_epoch) AS last_of_day
    FROM evidence.batches
  )
  WHERE last_seq <= last_of_day
  GROUP BY device_id, boot_epoch
  HAVING countIf(first_occurred_at < day_end AND last_ended_at >= day_start) > 0
) AS epochs
LEFT JOIN (
  SELECT device_id, boot_epoch, groupArray((dropped_to_seq, dropped_to_seq - dropped_from_seq + 1)) AS ranges
  FROM security.agent_states
  WHERE action = 'DROPPED' AND dropped_from_seq > 0
  GROUP BY device_id, boot_epoch
) AS drops ON drops.device_id = epochs.device_id AND drops.boot_epoch = epochs.boot_epoch
LEFT JOIN (
  SELECT device_id, boot_epoch + 1 AS next_epoch, max(last_seq) AS last_seq_max
  FROM evidence.batches
  GROUP BY device_id, next_epoch
) AS previous ON previous.device_id = epochs.device_id AND previous.next_epoch = epochs.boot_epoch
LEFT JOIN (
  SELECT key, count() AS repeated
  FROM evidence.dead_letters
  WHERE reason = 'REPEATED_SEQ' AND received_at >= day_start AND received_at < day_end
  GROUP BY key
) AS repeats ON repeats.key = epochs.device_id
ORDER BY epochs.device_id, epochs.boot_epoch
