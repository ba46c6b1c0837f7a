-- Control runs that ran by the end of the day and are in no earlier seal.
SELECT results.control AS control, toString(results.day) AS day, toUnixTimestamp64Milli(results.run_at) AS run_ms,
  toString(results.state) AS state, results.population AS population, results.parameters AS parameters,
  results.query_hash AS query_hash, results.input_hash AS input_hash, results.detail AS detail,
  deviations.subjects AS subjects, deviations.details AS details
FROM evidence.control_results AS results
LEFT JOIN (
  SELECT control, day, run_at, groupArray(subject) AS subjects, groupArray(detail) AS details
  FROM evidence.control_exceptions
  GROUP BY control, day, run_at
) AS deviations ON deviations.control = results.control AND deviations.day = results.day AND deviations.run_at = results.run_at
WHERE results.run_at < toDateTime64({day:Date} + 1, 3, 'UTC')
  AND concat(results.control, '/', toString(results.day), '/', replaceOne(toString(results.run_at), ' ', 'T'), 'Z') NOT IN (
    SELECT key FROM evidence.leaves WHERE kind = 'run' AND day < {day:Date}
  )
ORDER BY control, day, run_ms
