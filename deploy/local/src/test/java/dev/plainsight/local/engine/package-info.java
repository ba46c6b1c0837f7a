@NullMarked
package dev.plainsight.local.engine;

import org.jspecify.annotations.NullMarked;
