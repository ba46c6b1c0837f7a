/**
 * What is usual for one entity, in at most 4 KB: immutable, flat, and the same on every machine.
 * Arithmetic is {@link StrictMath}'s, so that a fold on another machine gives the same bits.
 */
@NullMarked
package dev.plainsight.detect.baseline;

import org.jspecify.annotations.NullMarked;
