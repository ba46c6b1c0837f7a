-- Each day each rule is sent a made-up entity that it must find: one row that it was sent, with no finding, and one
-- for what was found of it. Canaries are in no other table.
CREATE TABLE evidence.canaries ${on_cluster} (
  day Date, rule LowCardinality(String), at DateTime64(3, 'UTC'), rule_version UInt32, must_be_found Bool, finding String
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (day, rule, finding);
