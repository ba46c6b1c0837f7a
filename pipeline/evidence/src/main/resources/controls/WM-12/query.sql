-- WM-12: bursts of failed logons of one source on the day, and the alert that covers each.
WITH
  toDateTime64({day:Date}, 3, 'UTC') AS day_start,
  toDateTime64({day:Date} + 1, 3, 'UTC') AS day_end,
  toInt64({window_s:UInt32}) * 1000 AS window_ms
SELECT
  toString({day:Date}) AS day,
  bursts.source AS source,
  concat(replaceOne(toString(bursts.dense_from_at), ' ', 'T'), 'Z') AS dense_from,
  concat(replaceOne(toString(bursts.dense_to_at), ' ', 'T'), 'Z') AS dense_to,
  toString(bursts.most) AS failures_most,
  toString(bursts.devices) AS devices,
  minIf(ifNull(alerts.id, ''), covers) AS alert_id,
  if(countIf(covers) = 0, '', concat(replaceOne(toString(minIf(assumeNotNull(alerts.found_at), covers)), ' ', 'T'), 'Z')) AS alert_found_at,
  ifNull(alerts.started_at <= bursts.dense_from_at AND alerts.ended_at >= bursts.dense_to_at, 0) AS covers
FROM (
  SELECT
    source,
    burst,
    min(at) AS dense_from_at,
    max(at) AS dense_to_at,
    max(failures) AS most,
    uniqExact(device_id) AS devices
  FROM (
    SELECT
      source, at, device_id, failures,
      sum(apart) OVER (PARTITION BY source ORDER BY ms ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS burst
    FROM (
      SELECT
        source, at, device_id, failures, ms,
        ms - lagInFrame(ms, 1, ms) OVER (PARTITION BY source ORDER BY ms ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) > window_ms AS apart
      FROM (
        SELECT
          if(source_ip = '', source_host, source_ip) AS source,
          occurred_at AS at,
          device_id,
          toUnixTimestamp64Milli(occurred_at) AS ms,
          count() OVER (PARTITION BY source ORDER BY ms RANGE BETWEEN 60000 PRECEDING AND CURRENT ROW) AS failures
        FROM security.logons
        WHERE (action = 'FAILED' OR outcome = 'FAILURE')
          AND (source_ip != '' OR source_host != '')
          AND occurred_at >= day_start - INTERVAL 1 HOUR AND occurred_at < day_end
      )
      WHERE failures >= {failures_min:UInt32} AND at >= day_start
    )
  )
  GROUP BY source, burst
) AS bursts
LEFT JOIN security.findings_now AS alerts ON alerts.entity = bursts.source AND alerts.rule = {rule:String}
GROUP BY bursts.source, bursts.dense_from_at, bursts.dense_to_at, bursts.most, bursts.devices
ORDER BY source, dense_from
