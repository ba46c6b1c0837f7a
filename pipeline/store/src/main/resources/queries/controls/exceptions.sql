-- The exceptions of a control on a day, of its newest run.
SELECT subject, detail
FROM evidence.control_exceptions
WHERE control = {control:String} AND day = {day:Date}
  AND run_at = (SELECT max(run_at) FROM evidence.control_results WHERE control = {control:String} AND day = {day:Date})
ORDER BY subject, detail
LIMIT 500
