package dev.plainsight.agent.x11;

/** A place on the screen, px. */
record Point(int x, int y) {
  /** The place {@code step} of {@code steps} on the straight way to another. */
  Point towards(Point end, int step, int steps) {
    return new Point(
        x + Math.round((end.x - x) * (float) step / steps),
        y + Math.round((end.y - y) * (float) step / steps));
  }
}
