-- WM-01: each device of the roster on the day, and what was seen of it. Times are UTC; empty: none.
SELECT
  toString({day:Date}) AS day,
  roster.device_id AS device_id,
  roster.person AS person,
  roster.team AS team,
  roster.site AS site,
  toString(roster.expected_from) AS expected_from,
  toString(roster.expected_to) AS expected_to,
  toString(ifNull(seen.batches, 0)) AS batches,
  if(ifNull(seen.batches, 0) = 0, '', concat(replaceOne(toString(assumeNotNull(seen.first_at)), ' ', 'T'), 'Z')) AS first_at,
  if(ifNull(seen.batches, 0) = 0, '', concat(replaceOne(toString(assumeNotNull(seen.last_at)), ' ', 'T'), 'Z')) AS last_at,
  if(ifNull(seen.before, 0) = 0, '', concat(replaceOne(toString(assumeNotNull(seen.before_at)), ' ', 'T'), 'Z')) AS seen_before_at,
  if(isNull(stops.stopped_at), '', concat(replaceOne(toString(assumeNotNull(stops.stopped_at)), ' ', 'T'), 'Z')) AS stopped_at,
  if(ifNull(seen.after, 0) = 0, '', concat(replaceOne(toString(assumeNotNull(seen.after_at)), ' ', 'T'), 'Z')) AS seen_after_at
FROM evidence.roster AS roster
LEFT JOIN (
  SELECT
    device_id,
    countIf(first_occurred_at < day_end AND last_ended_at >= day_start) AS batches,
    minIf(first_occurred_at, first_occurred_at < day_end AND last_ended_at >= day_start) AS first_at,
    maxIf(last_ended_at, first_occurred_at < day_end AND last_ended_at >= day_start) AS last_at,
    countIf(last_ended_at < day_start) AS before,
    maxIf(last_ended_at, last_ended_at < day_start) AS before_at,
    countIf(first_occurred_at >= day_end) AS after,
    minIf(first_occurred_at, first_occurred_at >= day_end) AS after_at,
    toDateTime64({day:Date}, 3, 'UTC') AS day_start,
    toDateTime64({day:Date} + 1, 3, 'UTC') AS day_end
  FROM evidence.batches
  GROUP BY device_id
) AS seen ON seen.device_id = roster.device_id
LEFT JOIN (
  SELECT device_id, max(occurred_at) AS stopped_at
  FROM security.agent_states
  WHERE action = 'STOP' AND occurred_at < toDateTime64({day:Date}, 3, 'UTC')
  GROUP BY device_id
) AS stops ON stops.device_id = roster.device_id
WHERE roster.expected_from <= {day:Date} AND roster.expected_to >= {day:Date}
ORDER BY device_id
