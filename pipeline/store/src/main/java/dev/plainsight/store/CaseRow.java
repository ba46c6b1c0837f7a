package dev.plainsight.store;

import dev.plainsight.detect.risk.Case;

/** One version of a case and when it was found, ms since 1970 UTC. */
public record CaseRow(Case opened, long foundAt) {}
