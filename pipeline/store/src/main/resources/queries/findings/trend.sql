-- Findings a person and day, for the small trend in a table.
SELECT f.person AS person, toDate(f.started_at, {zone:String}) AS day, count() AS findings
FROM {purpose:Identifier}.findings_now AS f
LEFT JOIN (SELECT person, any(name) AS name, any(team) AS team FROM evidence.roster WHERE person != '' GROUP BY person) AS r
  ON r.person = f.person
WHERE f.started_at < {to:DateTime64(3, 'UTC')} AND f.ended_at >= {from:DateTime64(3, 'UTC')}
  AND ({team:String} = '' OR r.team = {team:String})
  AND ({person:String} = '' OR f.person = {person:String})
  AND ({rule:String} = '' OR f.rule = {rule:String})
  AND toInt8(f.severity) >= {severity:Int8} AND f.person != ''
GROUP BY person, day
ORDER BY person, day
LIMIT 20000
