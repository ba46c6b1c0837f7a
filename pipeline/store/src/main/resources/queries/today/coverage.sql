-- Device-days expected and those on which it sent anything. Expected are weekdays since the device was to be
-- seen, but for those on which nothing came after an orderly stop: it was off, which is not a gap.
SELECT countIf(seen.day IS NOT NULL OR ifNull(before.action, '') != 'STOP') AS expected, countIf(seen.day IS NOT NULL) AS seen_days
FROM (
  SELECT device_id, arrayJoin(arrayMap(n -> {from:Date} + n, range(toUInt32(dateDiff('day', {from:Date}, {to:Date})) + 1))) AS day,
    toDateTime64(day, 3, {zone:String}) AS starts_at
  FROM evidence.roster
  WHERE ({team:String} = '' OR team = {team:String}) AND expected_from <= day AND expected_to >= day AND toDayOfWeek(day) <= 5
) AS due
LEFT JOIN (
  SELECT DISTINCT device_id, toDate(received_at, {zone:String}) AS day FROM evidence.batches
  WHERE received_at >= toDateTime64({from:Date}, 3, 'UTC') - INTERVAL 1 DAY
) AS seen ON seen.device_id = due.device_id AND seen.day = due.day
LEFT ASOF JOIN (
  SELECT device_id, toString(action) AS action, occurred_at FROM security.agent_states
) AS before ON before.device_id = due.device_id AND due.starts_at >= before.occurred_at
