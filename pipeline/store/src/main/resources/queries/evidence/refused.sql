-- Records refused on arrival.
SELECT topic, kafka_partition, kafka_offset, toUnixTimestamp64Milli(received_at) AS received_ms, key, reason, detail,
  length(bytes) AS size, lower(hex(SHA256(bytes))) AS sha256
FROM evidence.dead_letters
WHERE received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
ORDER BY topic, kafka_partition, kafka_offset
