/** Scores the rules on real recordings, on modelled tools and on a simulated fleet. */
@NullMarked
package dev.plainsight.local.eval;

import org.jspecify.annotations.NullMarked;
