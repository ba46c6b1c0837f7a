package dev.plainsight.scenario;

import dev.plainsight.contract.presence.SliceBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Tools that feign presence, modelled from their published behaviour. Each makes the input that its
 * original would; none looks at the rules.
 */
public enum FakingTool {
  /** There and back by 4 px every 60 s: the default of the best known jiggler. */
  JIGGLER {
    @Override
    void turn(Play play) {
      play.by(play.of(4), play.of(4));
      play.by(-play.of(4), -play.of(4));
      play.pause(play.of(60_000));
    }
  },
  /** The same at random: 1 to 60 s. */
  JIGGLER_RANDOM {
    @Override
    void turn(Play play) {
      play.by(play.of(4), play.of(4));
      play.by(-play.of(4), -play.of(4));
      play.pause(play.between(1_000, 60_000));
    }
  },
  /** A circle of eight steps every 60 s. */
  JIGGLER_CIRCLE {
    @Override
    void turn(Play play) {
      for (int step = 0; step < 8; step++) {
        play.by(
            play.of(8) * Math.cos(step * Math.PI / 4), play.of(8) * Math.sin(step * Math.PI / 4));
        play.pause(play.of(10));
      }
      play.pause(play.of(60_000) - 8 * play.of(10));
    }
  },
  /** Moves by nothing every 60 s: the clock of idleness is reset, the pointer stays. */
  JIGGLER_ZEN {
    @Override
    void turn(Play play) {
      play.by(0, 0);
      play.pause(play.of(60_000));
    }
  },
  /** A board: two moves every 5 s. */
  BOARD_PAIR {
    @Override
    void turn(Play play) {
      play.by(play.of(1), 0);
      play.pause(play.of(20));
      play.by(-play.of(1), 0);
      play.pause(play.of(4_980));
    }
  },
  /** A board: up to 5 px in any direction every 5 s. */
  BOARD_RANDOM {
    @Override
    void turn(Play play) {
      play.by(play.between(-5, 5), play.between(-5, 5));
      play.pause(play.of(5_000));
    }
  },
  /** A board: 2 px every 4 min 55 s. */
  BOARD_SLOW {
    @Override
    void turn(Play play) {
      play.by(play.any(2) == 0 ? play.of(2) : -play.of(2), 0);
      play.pause(play.of(295_000));
    }
  },
  /** A board: straight runs of 20 to 799 px at 3 ms a px, then 15 s of nothing. */
  BOARD_RUNS {
    @Override
    void turn(Play play) {
      int px = play.between(20, 799);
      double direction = play.any(4) * Math.PI / 2;
      for (int i = 0; i < px; i++) {
        play.by(Math.cos(direction), Math.sin(direction));
        play.pause(play.of(3));
      }
      play.pause(play.of(15_000));
    }
  },
  /** "Realistic": sums of sines in ticks of 30 ms for 1 to 20 s, then 5 to 15 s of nothing. */
  REALISTIC {
    @Override
    void turn(Play play) {
      long endMs = play.nowMs() + play.between(1_000, 20_000);
      double phase = play.any(629) / 100.0;
      for (int tick = 0; play.nowMs() < endMs; tick++) {
        double t = tick * .03;
        play.by(
            play.of(4) * Math.sin(play.of(2.1) * t + phase)
                + play.of(3) * Math.sin(play.of(5.3) * t),
            play.of(4) * Math.cos(play.of(1.7) * t + phase)
                + play.of(3) * Math.sin(play.of(4.1) * t));
        play.pause(play.of(30));
      }
      play.pause(play.between(5_000, 15_000));
    }
  },
  /** A recorded macro: bursts, short pauses, now and then another window and some typing. */
  MACRO {
    @Override
    void turn(Play play) {
      for (int left = play.between(2, 6); left > 0; left--) {
        play.by(play.between(-40, 40), play.between(-40, 40));
        play.pause(play.between(10, 30));
      }
      if (play.any((int) Math.round(play.of(20))) == 0) {
        play.key('\t');
        for (int left = play.between(3, 12); left > 0; left--) {
          play.pause(play.between(60, 120));
          play.key((char) ('a' + play.any(26)));
        }
      }
      play.pause(play.between(300, 1_500));
    }
  },
  /** A script: a move and a click every 10 to 60 s. */
  SCRIPT_CLICK {
    @Override
    void turn(Play play) {
      play.by(play.between(-300, 300), play.between(-300, 300));
      play.pause(play.of(100));
      play.click();
      play.pause(play.between(10_000, 60_000));
    }
  },
  /** A script: an eased move every 22 to 42 s. */
  SCRIPT_EASED {
    @Override
    void turn(Play play) {
      play.glide(play.any(Pointer.WIDTH), play.any(Pointer.HEIGHT));
      play.pause(play.between(22_000, 42_000));
    }
  },
  /** A script: a click every 100 ms. It makes no pause at all. */
  SCRIPT_CLICKER {
    @Override
    void turn(Play play) {
      play.click();
      play.pause(play.of(100));
    }
  },
  /** A script: a random letter every second. */
  SCRIPT_LETTERS {
    @Override
    void turn(Play play) {
      play.key((char) ('a' + play.any(26)));
      play.pause(play.of(1_000));
    }
  };

  abstract void turn(Play play);

  /** The tool at work. */
  public Hand hand(SplittableRandom random) {
    return variant(random, 0);
  }

  /**
   * The tool as somebody else may have set it: each of its parameters is off by its own share, for
   * good.
   *
   * @param spread how far off at most; 0.2 is 20 % more or less
   */
  public Hand variant(SplittableRandom random, double spread) {
    Parameters parameters = new Parameters(random.split(), spread);
    return (session, fromMs, toMs) -> {
      Play play = new Play(session, random, parameters, fromMs, toMs);
      while (play.nowMs() < toMs) {
        turn(play);
      }
    };
  }

  /** A tool's parameters, known by the value they have in its original. */
  private static final class Parameters {
    private final SplittableRandom random;
    private final double spread;
    private final Map<Double, Double> set = new HashMap<>();

    Parameters(SplittableRandom random, double spread) {
      this.random = random;
      this.spread = spread;
    }

    double of(double original) {
      return set.computeIfAbsent(
          original, value -> value * (1 + spread * (2 * random.nextDouble() - 1)));
    }
  }

  /** The input of one stretch; what would come after its end is not made. */
  static final class Play {
    private static final int GLIDE_STEPS = 20;
    private final SliceBuilder session;
    private final SplittableRandom random;
    private final Parameters parameters;
    private final long toMs;
    private final Pointer pointer = new Pointer();
    private long nowMs;

    Play(
        SliceBuilder session,
        SplittableRandom random,
        Parameters parameters,
        long fromMs,
        long toMs) {
      this.session = session;
      this.random = random;
      this.parameters = parameters;
      this.nowMs = fromMs;
      this.toMs = toMs;
    }

    long nowMs() {
      return nowMs;
    }

    /** A parameter as this variant of the tool has it. */
    double of(double original) {
      return parameters.of(original);
    }

    /** A whole number between two parameters, both ends included. */
    int between(int min, int max) {
      int from = (int) Math.round(min < 0 ? -of(-min) : of(min));
      return random.nextInt(from, Math.max(from, (int) Math.round(of(max))) + 1);
    }

    /** One of so many, from 0; no parameter of the tool. */
    int any(int choices) {
      return random.nextInt(choices);
    }

    void pause(double ms) {
      nowMs += Math.max(1, Math.round(ms));
    }

    void by(double dx, double dy) {
      pointer.by(dx, dy);
      if (nowMs < toMs) {
        session.motion(nowMs, pointer.x(), pointer.y(), false, false);
      }
    }

    void glide(int x, int y) {
      pointer.aim(x, y);
      for (int step = 1; step <= GLIDE_STEPS; step++) {
        pointer.glide(step / (double) GLIDE_STEPS);
        by(0, 0);
        pause(of(25));
      }
    }

    void click() {
      if (nowMs < toMs) {
        session.click(nowMs, false);
      }
    }

    void key(char key) {
      if (nowMs < toMs) {
        session.key(nowMs, key, false);
      }
    }
  }
}
