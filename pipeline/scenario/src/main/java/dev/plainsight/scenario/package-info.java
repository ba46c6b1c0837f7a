/**
 * Simulated workdays, fleets, faking tools and attackers, for tests, demo, evaluation and
 * benchmark. All is seeded: the same seed gives the same events on every machine.
 */
@NullMarked
package dev.plainsight.scenario;

import org.jspecify.annotations.NullMarked;
