/** What a rule may know beside the events: immutable values, published and versioned. */
@NullMarked
package dev.plainsight.detect.surroundings;

import org.jspecify.annotations.NullMarked;
