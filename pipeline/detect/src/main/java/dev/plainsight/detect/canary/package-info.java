/** Made-up entities that each rule must find every day, marked as such end to end. */
@NullMarked
package dev.plainsight.detect.canary;

import org.jspecify.annotations.NullMarked;
