/** Which programs run. */
@NullMarked
package dev.plainsight.agent.processes;

import org.jspecify.annotations.NullMarked;
