-- Two purposes, two databases, two retentions; and the evidence that speaks of both.
CREATE DATABASE IF NOT EXISTS activity ${on_cluster};
CREATE DATABASE IF NOT EXISTS security ${on_cluster};
CREATE DATABASE IF NOT EXISTS evidence ${on_cluster};
