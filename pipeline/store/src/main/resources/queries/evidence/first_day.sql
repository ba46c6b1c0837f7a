-- The moment of the first record; no row while there is none.
SELECT toUnixTimestamp64Milli(min(at)) AS first_ms
FROM (
  SELECT received_at AS at FROM evidence.batches
  UNION ALL SELECT run_at AS at FROM evidence.control_results
  UNION ALL SELECT found_at AS at FROM security.findings
  UNION ALL SELECT found_at AS at FROM activity.findings
)
HAVING count() > 0
