-- Batches that arrived by the end of the day and are in no earlier seal.
SELECT device_id, boot_epoch, first_seq, last_seq, toUnixTimestamp64Milli(received_at) AS received_ms, base64Encode(bytes) AS sent
FROM evidence.batches
WHERE received_at < toDateTime64({day:Date} + 1, 3, 'UTC')
  AND concat(device_id, '/', toString(boot_epoch), '/', toString(first_seq)) NOT IN (
    SELECT key FROM evidence.leaves WHERE kind = 'batch' AND day < {day:Date}
  )
ORDER BY device_id, boot_epoch, first_seq
