-- The recorded runs of a control.
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
WHERE results.control = {control:String} AND results.day >= {from:Date} AND results.day <= {to:Date}
ORDER BY control, day, run_ms
