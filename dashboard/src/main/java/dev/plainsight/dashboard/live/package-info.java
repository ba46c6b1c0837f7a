/** New findings, pushed to open pages as they reach the store. */
@org.jspecify.annotations.NullMarked
package dev.plainsight.dashboard.live;
