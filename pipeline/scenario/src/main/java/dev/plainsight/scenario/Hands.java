package dev.plainsight.scenario;

import java.util.SplittableRandom;

/** Hands that are neither a person at work nor a tool of the list. */
final class Hands {
  private Hands() {}

  /** Tests of a user interface: all input is made by software. */
  static Hand tests(SplittableRandom random) {
    return (session, fromMs, toMs) -> {
      for (long atMs = fromMs; atMs < toMs; atMs += 300 + random.nextInt(2_500)) {
        session.motion(
            atMs, random.nextInt(Pointer.WIDTH), random.nextInt(Pointer.HEIGHT), false, true);
        session.click(atMs + 20, true);
        if (random.nextInt(3) == 0) {
          session.key(atMs + 60, (char) ('a' + random.nextInt(26)), true);
        }
      }
    };
  }

  /** A weight on a key. */
  static Hand weight() {
    return (session, fromMs, toMs) -> {
      for (long atMs = fromMs; atMs < toMs; atMs += 33) {
        session.key(atMs, 'j', false);
      }
    };
  }

  /**
   * A mover whose maker has read how movers are found: pauses as heavy-tailed as a hand's, bent
   * ways, now and then a click or a turn of the wheel.
   */
  static Hand careful(SplittableRandom random) {
    return (session, fromMs, toMs) -> {
      Pointer pointer = new Pointer();
      long atMs = fromMs;
      while (atMs < toMs) {
        pointer.aim(random.nextInt(Pointer.WIDTH), random.nextInt(Pointer.HEIGHT));
        int steps = 6 + random.nextInt(20);
        for (int step = 1; step <= steps && atMs < toMs; step++) {
          pointer.approach(step / (double) steps, random);
          session.motion(atMs, pointer.x(), pointer.y(), false, false);
          atMs += 15 + random.nextInt(40);
        }
        if (atMs < toMs && random.nextInt(4) == 0) {
          session.click(atMs, false);
        } else if (atMs < toMs && random.nextInt(4) == 0) {
          session.wheel(atMs);
        }
        atMs += Math.round(900 * Math.exp(1.4 * normal(random)));
      }
    };
  }

  private static double normal(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }
}
