-- Versions of findings, of both purposes, found by the end of the day and in no earlier seal.
SELECT * FROM (
  SELECT 'ACTIVITY' AS purpose, id, version, retracted, rule, rule_version, toInt32(severity) AS level, dimension, entity, person, device_id, context,
  toUnixTimestamp64Milli(started_at) AS started_ms, toUnixTimestamp64Milli(ended_at) AS ended_ms, because,
  `measures.name` AS names, `measures.observed` AS observed, `measures.comparison` AS comparisons,
  `measures.threshold` AS thresholds, `measures.unit` AS units,
  `measures.own_median` AS own_medians, `measures.team_median` AS team_medians,
  `events.device_id` AS event_devices, arrayMap(x -> toInt64(x), `events.boot_epoch`) AS event_epochs,
  arrayMap(x -> toInt64(x), `events.first_seq`) AS event_firsts, arrayMap(x -> toInt64(x), `events.last_seq`) AS event_lasts,
  benign, toUnixTimestamp64Milli(found_at) AS found_ms
  FROM activity.findings WHERE found_at < toDateTime64({day:Date} + 1, 3, 'UTC')
  UNION ALL
  SELECT 'SECURITY' AS purpose, id, version, retracted, rule, rule_version, toInt32(severity) AS level, dimension, entity, person, device_id, context,
  toUnixTimestamp64Milli(started_at) AS started_ms, toUnixTimestamp64Milli(ended_at) AS ended_ms, because,
  `measures.name` AS names, `measures.observed` AS observed, `measures.comparison` AS comparisons,
  `measures.threshold` AS thresholds, `measures.unit` AS units,
  `measures.own_median` AS own_medians, `measures.team_median` AS team_medians,
  `events.device_id` AS event_devices, arrayMap(x -> toInt64(x), `events.boot_epoch`) AS event_epochs,
  arrayMap(x -> toInt64(x), `events.first_seq`) AS event_firsts, arrayMap(x -> toInt64(x), `events.last_seq`) AS event_lasts,
  benign, toUnixTimestamp64Milli(found_at) AS found_ms
  FROM security.findings WHERE found_at < toDateTime64({day:Date} + 1, 3, 'UTC')
)
WHERE concat(id, '/', toString(version)) NOT IN (
  SELECT key FROM evidence.leaves WHERE kind = 'finding' AND day < {day:Date}
)
ORDER BY id, version
