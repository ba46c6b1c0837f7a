@NullMarked
package dev.plainsight.local;

import org.jspecify.annotations.NullMarked;
