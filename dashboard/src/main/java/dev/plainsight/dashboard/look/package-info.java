/** How values become words, numbers and marks on a page. */
@org.jspecify.annotations.NullMarked
package dev.plainsight.dashboard.look;
