-- What arrived a minute, and how long it took from the device to the log.
SELECT toStartOfMinute(received_at) AS minute, sum(last_seq - first_seq + 1) AS events,
  quantile(0.99)(greatest(0, toUnixTimestamp64Milli(received_at) - toUnixTimestamp64Milli(sent_at))) AS lag_ms
FROM evidence.batches
WHERE received_at >= {from:DateTime64(3, 'UTC')}
GROUP BY minute
ORDER BY minute
LIMIT 1500
