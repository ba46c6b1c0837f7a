/** From findings to what a person should look at: decayed risk, and cases. */
@NullMarked
package dev.plainsight.detect.risk;

import org.jspecify.annotations.NullMarked;
