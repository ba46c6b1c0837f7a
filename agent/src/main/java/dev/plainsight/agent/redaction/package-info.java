/** What leaves the machine, and what does not. */
@NullMarked
package dev.plainsight.agent.redaction;

import org.jspecify.annotations.NullMarked;
