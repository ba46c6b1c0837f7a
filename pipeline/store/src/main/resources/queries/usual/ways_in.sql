-- Hours in which an account was logged on to, with the device and the source; in the order of the accounts and hours.
SELECT target_user AS account, toStartOfHour(occurred_at) AS hour, device_id, source_ip,
  if(source_ip = '', source_host, source_ip) AS source, max(logon_type NOT IN ('SERVICE', 'BATCH')) AS by_person
FROM security.logons
WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND target_user != '' AND action IN ('LOGON', 'UNLOCK', 'CONNECT') AND outcome != 'FAILURE'
GROUP BY account, hour, device_id, source_ip, source
ORDER BY account, hour, device_id, source
