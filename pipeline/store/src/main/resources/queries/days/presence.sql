-- The slices of a person, in order.
SELECT occurred_at, ended_at, state, app, title, domain, device_id, keys, clicks, moves, in_call, remote_session
FROM activity.presence
WHERE user = {person:String}
  AND occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
ORDER BY occurred_at, device_id, boot_epoch, seq
LIMIT 20000
