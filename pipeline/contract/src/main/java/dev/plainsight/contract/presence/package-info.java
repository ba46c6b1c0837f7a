/**
 * From input to slices of presence: the one arithmetic that agent, scenarios and evaluation share.
 */
@NullMarked
package dev.plainsight.contract.presence;

import org.jspecify.annotations.NullMarked;
