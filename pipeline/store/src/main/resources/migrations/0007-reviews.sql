-- What a finding is tied to within its entity: what is expected of one place is not expected of another.
ALTER TABLE activity.findings ${on_cluster} ADD COLUMN IF NOT EXISTS context String AFTER device_id;
ALTER TABLE security.findings ${on_cluster} ADD COLUMN IF NOT EXISTS context String AFTER device_id;
CREATE OR REPLACE VIEW activity.findings_now ${on_cluster} AS
SELECT * FROM (SELECT * FROM activity.findings ORDER BY version DESC, found_at DESC LIMIT 1 BY id) WHERE NOT retracted;
CREATE OR REPLACE VIEW security.findings_now ${on_cluster} AS
SELECT * FROM (SELECT * FROM security.findings ORDER BY version DESC, found_at DESC LIMIT 1 BY id) WHERE NOT retracted;

-- What people decided about findings. Every decision is kept; the newest of a finding is in force.
CREATE TABLE evidence.reviews ${on_cluster} (
  id String, finding String, version UInt32, purpose LowCardinality(String), rule LowCardinality(String),
  subject_kind LowCardinality(String), subject String, dimension LowCardinality(String), entity String,
  device_id LowCardinality(String), context String, started_at DateTime64(3, 'UTC'),
  verdict LowCardinality(String), until DateTime64(3, 'UTC'), reason String,
  reviewer LowCardinality(String), decided_at DateTime64(3, 'UTC'),
  `events.device_id` Array(String), `events.boot_epoch` Array(UInt64),
  `events.first_seq` Array(UInt64), `events.last_seq` Array(UInt64)
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (finding, decided_at, id);

CREATE VIEW evidence.reviews_now ${on_cluster} AS
SELECT * FROM evidence.reviews ORDER BY decided_at DESC, id DESC LIMIT 1 BY finding;
