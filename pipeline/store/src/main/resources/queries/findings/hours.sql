-- Flagged time a person and hour of the reader's day. Each finding is cut into quarters of an hour, because
-- some zones are half an hour apart; where findings overlap in a quarter, the longest counts.
SELECT person, toHour(toDateTime(quarter * 900, 'UTC'), {zone:String}) AS hour, sum(quarter_ms) AS flagged_ms
FROM (
  SELECT person, quarter,
    max(least(end_ms, (quarter + 1) * 900000) - greatest(start_ms, quarter * 900000)) AS quarter_ms
  FROM (
    SELECT f.person AS person,
      greatest(toUnixTimestamp64Milli(f.started_at), toUnixTimestamp64Milli({from:DateTime64(3, 'UTC')})) AS start_ms,
      least(toUnixTimestamp64Milli(f.ended_at), toUnixTimestamp64Milli({to:DateTime64(3, 'UTC')})) AS end_ms,
      arrayJoin(range(intDiv(start_ms, 900000), intDiv(greatest(end_ms, start_ms + 1) - 1, 900000) + 1)) AS quarter
    FROM {purpose:Identifier}.findings_now AS f
LEFT JOIN (SELECT person, any(name) AS name, any(team) AS team FROM evidence.roster WHERE person != '' GROUP BY person) AS r
  ON r.person = f.person
    WHERE f.started_at < {to:DateTime64(3, 'UTC')} AND f.ended_at >= {from:DateTime64(3, 'UTC')}
  AND ({team:String} = '' OR r.team = {team:String})
  AND ({person:String} = '' OR f.person = {person:String})
  AND ({rule:String} = '' OR f.rule = {rule:String})
  AND toInt8(f.severity) >= {severity:Int8} AND f.person != ''
  )
  GROUP BY person, quarter
)
GROUP BY person, hour
ORDER BY person, hour
LIMIT 20000
