-- Time seen and time at work (active or idle) a person and hour of the reader's day.
SELECT user AS person, toHour(occurred_at, {zone:String}) AS hour,
  sum(toUnixTimestamp64Milli(ended_at) - toUnixTimestamp64Milli(occurred_at)) AS seen_ms,
  sumIf(toUnixTimestamp64Milli(ended_at) - toUnixTimestamp64Milli(occurred_at), state IN ('ACTIVE', 'IDLE')) AS tracked_ms
FROM activity.presence
WHERE user IN (SELECT person FROM evidence.roster WHERE person != '' AND ({team:String} = '' OR team = {team:String}))
  AND ({person:String} = '' OR user = {person:String})
  AND occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
GROUP BY person, hour
ORDER BY person, hour
LIMIT 20000
