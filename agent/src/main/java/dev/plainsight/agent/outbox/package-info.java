/** From events to the log: identity, chain, a spool that survives everything short of the disk. */
@NullMarked
package dev.plainsight.agent.outbox;

import org.jspecify.annotations.NullMarked;
