-- Every device of the roster, seen or not, and every device seen, rostered or not.
SELECT if(r.device_id IS NULL, b.device_id, r.device_id) AS device,
  r.device_id IS NOT NULL AS rostered, r.person AS person, r.name AS name, r.team AS team, r.site AS site,
  r.expected_from AS expected_from,
  b.last_at AS last_at, b.version AS agent_version, b.events AS events, b.missing AS missing,
  a.last_action AS last_action, a.spool AS spool, a.skew_ms AS clock_offset_ms, a.dropped AS dropped
FROM (
  SELECT device_id, person, name, team, site, expected_from FROM evidence.roster
  WHERE expected_from <= {today:Date} AND expected_to >= {today:Date}
) AS r
FULL JOIN (
  SELECT device_id, max(epoch_last_at) AS last_at, argMax(epoch_version, epoch_last_at) AS version, sum(taken) AS events,
    sum(span - taken) AS missing
  FROM (
    SELECT device_id, boot_epoch, max(received_at) AS epoch_last_at, argMax(agent_version, received_at) AS epoch_version,
      sum(last_seq - first_seq + 1) AS taken, max(last_seq) - min(first_seq) + 1 AS span
    FROM evidence.batches
    WHERE received_at >= {from:DateTime64(3, 'UTC')}
    GROUP BY device_id, boot_epoch
  )
  GROUP BY device_id
) AS b ON b.device_id = r.device_id
LEFT JOIN (
  SELECT device_id, argMax(action, (boot_epoch, seq)) AS last_action, argMax(spool_depth, (boot_epoch, seq)) AS spool,
    argMax(clock_offset_ms, (boot_epoch, seq)) AS skew_ms,
    sumIf(dropped_to_seq - dropped_from_seq + 1, action = 'DROPPED') AS dropped
  FROM security.agent_states
  WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  GROUP BY device_id
) AS a ON a.device_id = if(r.device_id IS NULL, b.device_id, r.device_id)
ORDER BY device
LIMIT 5000
