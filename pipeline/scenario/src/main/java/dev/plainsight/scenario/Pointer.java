package dev.plainsight.scenario;

import java.util.SplittableRandom;

/** A pointer on a screen of usual size; it stays within. */
final class Pointer {
  static final int WIDTH = 1_920;
  static final int HEIGHT = 1_080;

  private double x = WIDTH / 2.0;
  private double y = HEIGHT / 2.0;
  private double fromX;
  private double fromY;
  private double toX;
  private double toY;

  int x() {
    return (int) Math.round(x);
  }

  int y() {
    return (int) Math.round(y);
  }

  void by(double dx, double dy) {
    x = Math.max(0, Math.min(WIDTH - 1, x + dx));
    y = Math.max(0, Math.min(HEIGHT - 1, y + dy));
  }

  void aim(double targetX, double targetY) {
    fromX = x;
    fromY = y;
    toX = targetX;
    toY = targetY;
  }

  /** Comes nearer to what it aims at as a hand does: slow, fast, slow, and never quite straight. */
  void approach(double part, SplittableRandom random) {
    double eased = eased(part);
    double wobble = 6 * (1 - part);
    x = fromX + (toX - fromX) * eased + (random.nextDouble() - .5) * wobble;
    y = fromY + (toY - fromY) * eased + (random.nextDouble() - .5) * wobble;
  }

  /** The same without a hand's wobble. */
  void glide(double part) {
    x = fromX + (toX - fromX) * eased(part);
    y = fromY + (toY - fromY) * eased(part);
  }

  /** Minimum jerk: 10 t^3 - 15 t^4 + 6 t^5. */
  private static double eased(double t) {
    return t * t * t * (10 - 15 * t + 6 * t * t);
  }
}
