/**
 * What pages read: one interface an area, each question a named query with bounded results. Whoever
 * reads about one person holds a {@link dev.plainsight.store.read.View}, which exists only once the
 * look has been written down.
 */
@org.jspecify.annotations.NullMarked
package dev.plainsight.store.read;
