-- Logons by or as a person, in order.
SELECT occurred_at, device_id, action, logon_type, target_user, source_ip, source_host, method, service, outcome, reason
FROM security.logons
WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND (user = {person:String} OR target_user = {person:String})
ORDER BY occurred_at, device_id, boot_epoch, seq
LIMIT 500
