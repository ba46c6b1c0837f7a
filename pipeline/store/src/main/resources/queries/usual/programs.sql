-- Days on which an account started a program, by its path; in the order of the accounts and days.
SELECT user AS account, toDate(occurred_at) AS day, exe AS value
FROM security.processes
WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND action = 'START' AND exe != ''
GROUP BY account, day, value
ORDER BY account, day, value
