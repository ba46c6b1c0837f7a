-- The longest time at a stretch in which every minute of a person was active, minutes: the median of the days with any.
SELECT account, count() AS days, quantileExact(0.5)(toFloat64(longest)) AS longest_median
FROM (
  SELECT user AS account, toDate(minute) AS day, arraySort(groupArray(toUInt32(toUnixTimestamp(minute)) / 60)) AS minutes,
    arrayMax(run -> length(run), arraySplit((at, step) -> step != 1, minutes, arrayDifference(minutes))) AS longest
  FROM (
    SELECT user, toStartOfMinute(occurred_at) AS minute
    FROM activity.presence
    WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
      AND user != '' AND state = 'ACTIVE'
    GROUP BY user, minute
  )
  GROUP BY account, day
)
GROUP BY account
ORDER BY account
