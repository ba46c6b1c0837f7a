/** Simulated people on one machine, who write through the agent's real outbox to the real log. */
package dev.plainsight.local.fleet;
