-- Days on which an account became another one, by way and target; in the order of the accounts and days.
SELECT user AS account, toDate(occurred_at) AS day, concat(service, ' to ', target_user) AS value
FROM security.logons
WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND user != '' AND action = 'ELEVATE' AND outcome != 'FAILURE'
GROUP BY account, day, value
ORDER BY account, day, value
