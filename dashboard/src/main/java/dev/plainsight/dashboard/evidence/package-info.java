/** Evidence joined to the store: the daily work, and the command line for it. */
package dev.plainsight.dashboard.evidence;
