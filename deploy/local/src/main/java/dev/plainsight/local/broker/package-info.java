/** A single Kafka broker, KRaft, in a JVM of ours: the log of a one-machine Plainsight. */
@NullMarked
package dev.plainsight.local.broker;

import org.jspecify.annotations.NullMarked;
