-- Findings about one subject that together want a person's eye. Every version is kept. A case may rest on findings of
-- both purposes: each contribution names its own, and whoever reads shows only what the reader may see.
CREATE TABLE evidence.cases ${on_cluster} (
  id String, version UInt32, retracted Bool,
  kind LowCardinality(String), subject String,
  opened_at DateTime64(3, 'UTC'), last_at DateTime64(3, 'UTC'), risk Float64,
  severity Enum8('INFO' = 0, 'LOW' = 1, 'MEDIUM' = 2, 'HIGH' = 3),
  findings Array(String),
  `contributions.rule` Array(String), `contributions.purpose` Array(String), `contributions.findings` Array(UInt32),
  `contributions.points` Array(Float64), `contributions.weight` Array(Float64),
  because String, found_at DateTime64(3, 'UTC')
) ENGINE = ${replicated}ReplacingMergeTree
ORDER BY (id, version);

-- The version in force of each case, without those retracted.
CREATE VIEW evidence.cases_now ${on_cluster} AS
SELECT * FROM (SELECT * FROM evidence.cases ORDER BY version DESC, found_at DESC LIMIT 1 BY id) WHERE NOT retracted;
