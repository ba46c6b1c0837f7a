-- Events too late to be folded.
SELECT device_id, boot_epoch, seq, dimension, entity
FROM evidence.late
WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
ORDER BY device_id, boot_epoch, seq, dimension, entity
