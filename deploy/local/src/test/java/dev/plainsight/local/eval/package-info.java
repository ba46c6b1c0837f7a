@NullMarked
package dev.plainsight.local.eval;

import org.jspecify.annotations.NullMarked;
