-- WM-12: bursts of failed logons of one source on the day, and the alert in force that covers each.
WITH
  toDateTime64({day:Date}, 3, 'UTC') AS day_start,
  toDateTime64({day:Date} + 1, 3, 'UTC') AS day_end
SELECT
  toString({day:Date}) AS day,
  source,
  concat(replaceOne(toString(dense_from_at), ' ', 'T'), 'Z') AS dense_from,
  concat(replaceOne(toString(dense_to_at), ' ', 'T'), 'Z') AS dense_to,
  toString(most) AS failures_most,
  toString(devices) AS devices,
  minIf(alert, covers) AS alert_id
FROM (
  SELECT
    bursts.source AS source,
    bursts.dense_from_at AS dense_from_at,
    bursts.dense_to_at AS dense_to_at,
    bursts.most AS most,
    bursts.devices AS devices,
    ifNull(alerts.id, '') AS alert,
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
          ms - lagInFrame(ms, 1, ms) OVER (PARTITION BY source ORDER BY ms ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) > {window_s:UInt32} * 1000 AS apart
        FROM (
          SELECT
            if(source_ip = '', source_host, source_ip) AS source,
            occurred_at AS at,
            device_id,
            toUnixTimestamp64Milli(occurred_at) AS ms,
            count() OVER (PARTITION BY source ORDER BY ms RANGE BETWEEN {window_s:UInt32} * 1000 PRECEDING AND CURRENT ROW) AS failures
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
  LEFT JOIN (
    SELECT id, entity, started_at, ended_at FROM security.findings_now WHERE rule = {rule:String}
  ) AS alerts ON alerts.entity = bursts.source
)
GROUP BY source, dense_from_at, dense_to_at, most, devices
ORDER BY source, dense_from_at
