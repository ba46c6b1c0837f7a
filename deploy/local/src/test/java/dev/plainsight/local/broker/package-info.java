@NullMarked
package dev.plainsight.local.broker;

import org.jspecify.annotations.NullMarked;
