-- From how many sources an account failed to log on, and on how many hosts it got in, a day; 0: none that day.
SELECT target_user AS account, toDate(occurred_at) AS day,
  uniqExactIf(if(source_ip = '', source_host, source_ip), (action = 'FAILED' OR outcome = 'FAILURE') AND (source_ip != '' OR source_host != '')) AS failing_sources,
  uniqExactIf(device_id, action IN ('LOGON', 'UNLOCK', 'CONNECT') AND outcome != 'FAILURE') AS hosts
FROM security.logons
WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')} AND target_user != ''
GROUP BY account, day
ORDER BY account, day
