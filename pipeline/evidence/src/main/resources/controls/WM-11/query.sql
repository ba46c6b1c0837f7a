-- WM-11: the canaries of the day, when each was sent and first found.
SELECT * FROM (
  SELECT
    toString({day:Date}) AS day,
    rule,
    toString(version) AS rule_version,
    concat(replaceOne(toString(sent), ' ', 'T'), 'Z') AS sent_at,
    if(must, 'yes', 'no') AS must_be_found,
    if(times = 0, '', concat(replaceOne(toString(first), ' ', 'T'), 'Z')) AS found_at,
    if(times = 0, '', toString(toInt64(round((toUnixTimestamp64Milli(first) - toUnixTimestamp64Milli(sent)) / 1000)))) AS seconds
  FROM (
    SELECT rule, maxIf(rule_version, finding = '') AS version, minIf(at, finding = '') AS sent, maxIf(must_be_found, finding = '') AS must,
      countIf(finding != '') AS times, minIf(at, finding != '') AS first
    FROM evidence.canaries
    WHERE day = {day:Date}
    GROUP BY rule
    HAVING countIf(finding = '') > 0
  )
  UNION ALL
  SELECT toString({day:Date}), 'none', '0', '', 'yes', '', ''
  WHERE (SELECT count() FROM evidence.canaries WHERE day = {day:Date} AND finding = '') = 0
    AND (SELECT count() FROM evidence.batches WHERE toDate(received_at) = {day:Date}) > 0
    -- Before the first canary of all the rules were not running here: older records were replayed.
    AND {day:Date} >= (SELECT min(day) FROM evidence.canaries)
)
ORDER BY rule
