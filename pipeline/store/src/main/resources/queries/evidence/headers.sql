-- Batches that touch the period, and for each device the last one before it and the first one after it.
SELECT device_id, boot_epoch, first_seq, last_seq, previous_epoch_last_seq,
  toUnixTimestamp64Milli(first_occurred_at) AS first_ms, toUnixTimestamp64Milli(last_ended_at) AS last_ms,
  (device_id, boot_epoch, last_seq) IN (
    SELECT device_id, boot_epoch, seq FROM security.agent_states WHERE action = 'STOP'
  ) AS stopped
FROM (
  SELECT device_id, boot_epoch, first_seq, last_seq, previous_epoch_last_seq, first_occurred_at, last_ended_at,
    maxIf(last_ended_at, last_ended_at < {from:DateTime64(3, 'UTC')}) OVER (PARTITION BY device_id) AS before_at,
    minIf(first_occurred_at, first_occurred_at >= {to:DateTime64(3, 'UTC')}) OVER (PARTITION BY device_id) AS after_at
  FROM evidence.batches
)
WHERE (first_occurred_at < {to:DateTime64(3, 'UTC')} AND last_ended_at >= {from:DateTime64(3, 'UTC')})
  OR last_ended_at = before_at
  OR first_occurred_at = after_at
ORDER BY device_id, boot_epoch, first_seq
