/**
 * The ClickHouse engine inside a JVM of ours, behind the HTTP interface that ClickHouse's own
 * clients speak.
 */
@NullMarked
package dev.plainsight.local.engine;

import org.jspecify.annotations.NullMarked;
