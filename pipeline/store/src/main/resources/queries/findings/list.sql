-- Findings in force that touch a range of time, newest first.
SELECT f.id AS id, f.version AS version, f.rule AS rule, f.rule_version AS rule_version, toInt8(f.severity) AS level,
  f.dimension AS dimension, f.entity AS entity, f.person AS person, r.name AS name, r.team AS team, f.device_id AS device_id,
  f.started_at AS started_at, f.ended_at AS ended_at, f.because AS because,
  f.measures.name AS names, f.measures.observed AS observed, f.measures.comparison AS comparisons,
  f.measures.threshold AS thresholds, f.measures.unit AS units, f.measures.own_median AS own_medians,
  f.measures.team_median AS team_medians, f.benign AS benign, f.found_at AS found_at,
  arraySum(arrayMap((first, last) -> last - first + 1, f.events.first_seq, f.events.last_seq)) AS events
FROM {purpose:Identifier}.findings_now AS f
LEFT JOIN (SELECT person, any(name) AS name, any(team) AS team FROM evidence.roster WHERE person != '' GROUP BY person) AS r
  ON r.person = f.person
WHERE f.started_at < {to:DateTime64(3, 'UTC')} AND f.ended_at >= {from:DateTime64(3, 'UTC')}
  AND ({team:String} = '' OR r.team = {team:String})
  AND ({person:String} = '' OR f.person = {person:String})
  AND ({rule:String} = '' OR f.rule = {rule:String})
  AND toInt8(f.severity) >= {severity:Int8}
ORDER BY f.started_at DESC, f.id
LIMIT {limit:UInt32}
