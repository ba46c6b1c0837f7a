/** Ways in, out and up, as the system's own logs tell them. */
@NullMarked
package dev.plainsight.agent.logins;

import org.jspecify.annotations.NullMarked;
