-- Each person with findings: how many, by which rules, for how long (overlaps counted once), and when last.
SELECT f.person AS person, any(r.name) AS name, any(r.team) AS team,
  arraySort(groupUniqArray(f.rule)) AS rules, count() AS findings, max(toInt8(f.severity)) AS level,
  intervalLengthSum(toUnixTimestamp64Milli(f.started_at), toUnixTimestamp64Milli(f.ended_at)) AS flagged_ms,
  max(f.ended_at) AS last_at
FROM {purpose:Identifier}.findings_now AS f
LEFT JOIN (SELECT person, any(name) AS name, any(team) AS team FROM evidence.roster WHERE person != '' GROUP BY person) AS r
  ON r.person = f.person
WHERE f.started_at < {to:DateTime64(3, 'UTC')} AND f.ended_at >= {from:DateTime64(3, 'UTC')}
  AND ({team:String} = '' OR r.team = {team:String})
  AND ({person:String} = '' OR f.person = {person:String})
  AND ({rule:String} = '' OR f.rule = {rule:String})
  AND toInt8(f.severity) >= {severity:Int8} AND f.person != ''
GROUP BY f.person
ORDER BY level DESC, flagged_ms DESC, person
LIMIT 500
