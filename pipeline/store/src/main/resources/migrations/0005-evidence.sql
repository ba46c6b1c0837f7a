-- The roster is the denominator: who and what should be seen, whether it ever was or not.
CREATE TABLE evidence.roster ${on_cluster} (
  device_id LowCardinality(String), person LowCardinality(String), name String, team LowCardinality(String),
  role LowCardinality(String), manager LowCardinality(String), site LowCardinality(String), time_zone LowCardinality(String),
  shift_start String, shift_end String, expected_from Date, expected_to Date, source LowCardinality(String),
  version UInt64
) ENGINE = ${replicated}ReplacingMergeTree(version)
ORDER BY device_id;

-- One row a control, day and run; the newest run is in force, older ones stay.
CREATE TABLE evidence.control_results ${on_cluster} (
  control LowCardinality(String), day Date, run_at DateTime64(3, 'UTC'),
  state Enum8('pass' = 1, 'exception' = 2, 'not_testable' = 3, 'not_operated' = 4),
  population UInt64, exceptions UInt64, parameters String, query_hash String, input_hash String, detail String, run_ms UInt64
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (control, day, run_at);

CREATE TABLE evidence.control_exceptions ${on_cluster} (
  control LowCardinality(String), day Date, run_at DateTime64(3, 'UTC'), subject String, detail String
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (control, day, run_at, subject, detail);

-- The leaves of each sealed day. Erasing a row's salt leaves a leaf that proves position and reveals nothing.
CREATE TABLE evidence.leaves ${on_cluster} (
  day Date, position UInt64, kind LowCardinality(String), key String, salt FixedString(32), hash FixedString(32)
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (day, position);

-- A copy for reading; the seals themselves are files outside this database.
CREATE TABLE evidence.seals ${on_cluster} (
  day Date, leaves UInt64, root FixedString(32), previous_root FixedString(32), checkpoint String, sealed_at DateTime64(3, 'UTC')
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY day;

-- Who looked at whom: written before the data is shown.
CREATE TABLE evidence.access_log ${on_cluster} (
  at DateTime64(3, 'UTC'), reader LowCardinality(String), role LowCardinality(String), subject LowCardinality(String),
  page LowCardinality(String), context String, id UUID
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (at, id);
