-- What quarters of an hour look like, a person: the median of each measure that rules about work take. Shares are of quarters in which
-- anything was done; the other measures of those with 12 or more active minutes. NaN where no quarter has it.
SELECT user AS account, count() AS quarters,
  quantileExactIf(0.5)(pause_cv, minutes >= 12 AND pause_n >= 5) AS pause_cv_median,
  quantileExact(0.5)(minutes / 15) AS active_share_median,
  quantileExactIf(0.5)(entropy, minutes >= 12 AND moves_whole >= 60) AS delta_entropy_median,
  quantileExactIf(0.5)(injected_n / input_n, input_n > 0) AS injected_share_median,
  quantileExactIf(0.5)(repeated_n / key_n, key_n >= 20) AS repeated_share_median
FROM (
  SELECT user, toStartOfInterval(occurred_at, INTERVAL 15 MINUTE) AS quarter,
    uniqExactIf(toStartOfMinute(occurred_at), state = 'ACTIVE') AS minutes,
    sum(gap_n) AS pause_n, sum(gap_sum_ms) / greatest(pause_n, 1) AS pause_mean,
    sqrt(greatest(0, sum(gap_sum_sq) / greatest(pause_n, 1) - pause_mean * pause_mean)) / greatest(pause_mean, 1) AS pause_cv,
    sumIf(moves, moves >= 20) AS moves_whole,
    sumIf(moves * delta_entropy_milli_bits, moves >= 20) / greatest(moves_whole, 1) / 1000 AS entropy,
    sum(keys) AS key_n, key_n + sum(moves) + sum(clicks) AS input_n,
    sum(injected_keys + injected_moves + injected_clicks) AS injected_n,
    sum(if(keys >= 10 AND distinct_keys <= 2, keys, longest_key_run)) AS repeated_n
  FROM activity.presence
  WHERE occurred_at >= {from:DateTime64(3, 'UTC')} AND occurred_at < {to:DateTime64(3, 'UTC')} AND user != ''
  GROUP BY user, quarter
  HAVING minutes >= 1
)
GROUP BY account
ORDER BY account
