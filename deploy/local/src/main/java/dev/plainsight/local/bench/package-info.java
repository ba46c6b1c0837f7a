/**
 * Measurements: {@code ./plainsight bench pipeline|latency|store}. Ratios within one run, not
 * absolutes.
 */
package dev.plainsight.local.bench;
