-- Counts a minute of a person, and the median of the same minute on the same weekday of the four weeks before.
SELECT now.minute AS minute, now.key_n AS keys, now.click_n AS clicks, now.move_n AS moves,
  usual.keys AS usual_keys, usual.moves AS usual_moves
FROM (
  SELECT toStartOfMinute(occurred_at) AS minute, sum(keys) AS key_n, sum(clicks) AS click_n, sum(moves) AS move_n
  FROM activity.presence
  WHERE user = {person:String}
    AND occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')}
  GROUP BY minute
) AS now
LEFT JOIN (
  SELECT minute_of_day, quantileExact(0.5)(key_n) AS keys, quantileExact(0.5)(move_n) AS moves
  FROM (
    SELECT toStartOfMinute(occurred_at) AS minute, any(toHour(occurred_at) * 60 + toMinute(occurred_at)) AS minute_of_day,
      sum(keys) AS key_n, sum(moves) AS move_n
    FROM activity.presence
    WHERE user = {person:String}
      AND occurred_at >= {from:DateTime64(3, 'UTC')} - INTERVAL 29 DAY AND occurred_at < {from:DateTime64(3, 'UTC')}
      AND toDayOfWeek(occurred_at) = toDayOfWeek({from:DateTime64(3, 'UTC')})
    GROUP BY minute
  )
  GROUP BY minute_of_day
) AS usual ON usual.minute_of_day = toHour(now.minute) * 60 + toMinute(now.minute)
ORDER BY minute
LIMIT 3000
