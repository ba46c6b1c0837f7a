-- On how many days an account was at work: seen by an agent, or logged on.
SELECT account, uniqExact(day) AS days
FROM (
  SELECT user AS account, toDate(occurred_at) AS day
  FROM activity.presence
  WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')} AND user != ''
  GROUP BY account, day
  UNION ALL
  SELECT target_user AS account, toDate(occurred_at) AS day
  FROM security.logons
  WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
    AND target_user != '' AND action IN ('LOGON', 'UNLOCK', 'CONNECT') AND outcome != 'FAILURE'
  GROUP BY account, day
)
GROUP BY account
ORDER BY account
