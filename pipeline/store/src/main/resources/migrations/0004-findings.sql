-- What rules hold to be so. Every version is kept: a finding restates, it never overwrites. Work-faking
-- findings are for the activity purpose, access findings for security: two tables, one shape.
CREATE TABLE activity.findings ${on_cluster} (
  id String, version UInt32, retracted Bool,
  rule LowCardinality(String), rule_version UInt32, severity Enum8('INFO' = 0, 'LOW' = 1, 'MEDIUM' = 2, 'HIGH' = 3),
  dimension LowCardinality(String), entity String, person LowCardinality(String), device_id LowCardinality(String),
  started_at DateTime64(3, 'UTC'), ended_at DateTime64(3, 'UTC'), because String,
  `measures.name` Array(String), `measures.observed` Array(Float64), `measures.comparison` Array(String),
  `measures.threshold` Array(Float64), `measures.unit` Array(String),
  `measures.own_median` Array(Float64), `measures.team_median` Array(Float64),
  `events.device_id` Array(String), `events.boot_epoch` Array(UInt64),
  `events.first_seq` Array(UInt64), `events.last_seq` Array(UInt64),
  benign Array(String), found_at DateTime64(3, 'UTC')
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (id, version);

CREATE TABLE security.findings ${on_cluster} (
  id String, version UInt32, retracted Bool,
  rule LowCardinality(String), rule_version UInt32, severity Enum8('INFO' = 0, 'LOW' = 1, 'MEDIUM' = 2, 'HIGH' = 3),
  dimension LowCardinality(String), entity String, person LowCardinality(String), device_id LowCardinality(String),
  started_at DateTime64(3, 'UTC'), ended_at DateTime64(3, 'UTC'), because String,
  `measures.name` Array(String), `measures.observed` Array(Float64), `measures.comparison` Array(String),
  `measures.threshold` Array(Float64), `measures.unit` Array(String),
  `measures.own_median` Array(Float64), `measures.team_median` Array(Float64),
  `events.device_id` Array(String), `events.boot_epoch` Array(UInt64),
  `events.first_seq` Array(UInt64), `events.last_seq` Array(UInt64),
  benign Array(String), found_at DateTime64(3, 'UTC')
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (id, version);

-- The version in force of each finding, without those retracted.
CREATE VIEW activity.findings_now ${on_cluster} AS
SELECT * FROM (SELECT * FROM activity.findings ORDER BY version DESC, found_at DESC LIMIT 1 BY id) WHERE NOT retracted;

CREATE VIEW security.findings_now ${on_cluster} AS
SELECT * FROM (SELECT * FROM security.findings ORDER BY version DESC, found_at DESC LIMIT 1 BY id) WHERE NOT retracted;
