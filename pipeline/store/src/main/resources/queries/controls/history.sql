-- The newest run of each control and day.
SELECT control, day, argMax(state, run_at) AS result, argMax(population, run_at) AS population,
  argMax(exceptions, run_at) AS exceptions, argMax(detail, run_at) AS detail, max(run_at) AS ran_at
FROM evidence.control_results
WHERE day >= {from:Date} AND day <= {to:Date}
GROUP BY control, day
ORDER BY control, day
LIMIT 20000
