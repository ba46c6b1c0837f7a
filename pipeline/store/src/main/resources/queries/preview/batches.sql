-- Those batches, as sent.
SELECT toUnixTimestamp64Milli(received_at) AS received_ms, toInt64(last_seq - first_seq + 1) AS events, base64Encode(bytes) AS sent
FROM evidence.batches
WHERE last_ended_at >= {from:DateTime64(3, 'UTC')}
ORDER BY device_id, boot_epoch, first_seq
