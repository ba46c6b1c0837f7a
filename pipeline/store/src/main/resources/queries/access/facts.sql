-- What is known of a source or an account over the look-back.
SELECT count() AS attempts, countIf(action = 'FAILED') AS failures, countIf(action = 'LOGON') AS successes,
  uniqExact(target_user) AS accounts, uniqExact(if(source_ip = '', source_host, source_ip)) AS sources,
  uniqExact(device_id) AS devices, min(occurred_at) AS first_at, max(occurred_at) AS last_at,
  arraySlice(topK(10)(target_user), 1, 10) AS top_accounts
FROM security.logons
WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at <= {to:DateTime64(3, 'UTC')}
  AND action IN ('FAILED', 'LOGON')
  AND (({dimension:String} = 'SOURCE' AND (source_ip = {entity:String} OR (source_ip = '' AND source_host = {entity:String})))
    OR ({dimension:String} = 'ACCOUNT' AND target_user = {entity:String}))
