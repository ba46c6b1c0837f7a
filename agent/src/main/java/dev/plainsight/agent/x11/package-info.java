/** Presence on X11: what is in front and how much is typed and moved, never what. */
@NullMarked
package dev.plainsight.agent.x11;

import org.jspecify.annotations.NullMarked;
