-- All versions of the findings of security that touch the period.
SELECT 'SECURITY' AS purpose, id, version, retracted, rule, rule_version, toInt32(severity) AS level, dimension, entity, person, device_id, context,
  toUnixTimestamp64Milli(started_at) AS started_ms, toUnixTimestamp64Milli(ended_at) AS ended_ms, because,
  `measures.name` AS names, `measures.observed` AS observed, `measures.comparison` AS comparisons,
  `measures.threshold` AS thresholds, `measures.unit` AS units,
  `measures.own_median` AS own_medians, `measures.team_median` AS team_medians,
  `events.device_id` AS event_devices, arrayMap(x -> toInt64(x), `events.boot_epoch`) AS event_epochs,
  arrayMap(x -> toInt64(x), `events.first_seq`) AS event_firsts, arrayMap(x -> toInt64(x), `events.last_seq`) AS event_lasts,
  benign, toUnixTimestamp64Milli(found_at) AS found_ms
FROM security.findings
WHERE id IN (
  SELECT id FROM security.findings
  WHERE ended_at >= {from:DateTime64(3, 'UTC')} AND started_at < {to:DateTime64(3, 'UTC')}
)
ORDER BY id, version
