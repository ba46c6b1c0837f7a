-- Findings a day and rule.
SELECT toDate(f.started_at, {zone:String}) AS day, f.rule AS rule, count() AS findings
FROM {purpose:Identifier}.findings_now AS f
LEFT JOIN (SELECT person, any(name) AS name, any(team) AS team FROM evidence.roster WHERE person != '' GROUP BY person) AS r
  ON r.person = f.person
WHERE f.started_at < {to:DateTime64(3, 'UTC')} AND f.ended_at >= {from:DateTime64(3, 'UTC')}
  AND ({team:String} = '' OR r.team = {team:String})
  AND ({person:String} = '' OR f.person = {person:String})
  AND ({rule:String} = '' OR f.rule = {rule:String})
  AND toInt8(f.severity) >= {severity:Int8}
GROUP BY day, rule
ORDER BY day, rule
LIMIT 5000
