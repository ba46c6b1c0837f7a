-- Batches that hold a logon event of the period, as sent.
SELECT device_id, boot_epoch, first_seq, last_seq, toUnixTimestamp64Milli(received_at) AS received_ms, base64Encode(bytes) AS sent
FROM evidence.batches
WHERE (device_id, boot_epoch, first_seq) IN (
  SELECT logons.device_id, logons.boot_epoch, batches.first_seq
  FROM (
    SELECT device_id, boot_epoch, seq
    FROM security.logons
    WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
  ) AS logons
  ASOF JOIN (
    SELECT device_id, boot_epoch, first_seq, last_seq FROM evidence.batches
  ) AS batches
  ON batches.device_id = logons.device_id AND batches.boot_epoch = logons.boot_epoch AND logons.seq >= batches.first_seq
  WHERE logons.seq <= batches.last_seq
)
ORDER BY device_id, boot_epoch, first_seq
