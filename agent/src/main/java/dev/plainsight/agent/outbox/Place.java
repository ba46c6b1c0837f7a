package dev.plainsight.agent.outbox;

import java.util.Comparator;

/** Where a frame stands: segments are numbered on and on, frames within a segment from 0. */
record Place(long segment, int frame) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparingLong(Place::segment).thenComparingInt(Place::frame);

  /** Before every frame. */
  static final Place START = new Place(0, -1);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  boolean isAfter(Place other) {
    return compareTo(other) > 0;
  }
}
