package dev.plainsight.store;

import dev.plainsight.detect.Finding;

/** One version of a finding and when it was found, ms since 1970 UTC. */
public record FindingRow(Finding finding, long foundAt) {}
