-- What a source or an account tried, in order.
SELECT occurred_at, device_id, action, logon_type, target_user, source_ip, source_host, method, service, outcome, reason
FROM security.logons
WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at <= {to:DateTime64(3, 'UTC')}
  AND (({dimension:String} = 'SOURCE' AND (source_ip = {entity:String} OR (source_ip = '' AND source_host = {entity:String})))
    OR ({dimension:String} = 'ACCOUNT' AND target_user = {entity:String}))
ORDER BY occurred_at, device_id, boot_epoch, seq
LIMIT 2000
