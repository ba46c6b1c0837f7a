-- Every device of the roster and its first event ever; -1: never seen.
SELECT roster.device_id AS device_id, person, team, site, toString(expected_from) AS expected_from,
  toString(expected_to) AS expected_to, source, ifNull(seen.first_ms, -1) AS first_seen_ms
FROM evidence.roster AS roster
LEFT JOIN (
  SELECT device_id, toUnixTimestamp64Milli(min(first_occurred_at)) AS first_ms FROM evidence.batches GROUP BY device_id
) AS seen ON seen.device_id = roster.device_id
ORDER BY device_id
