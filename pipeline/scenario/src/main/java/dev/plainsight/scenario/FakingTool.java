package dev.plainsight.scenario;

import dev.plainsight.contract.presence.SliceBuilder;
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
      play.by(4, 4);
      play.by(-4, -4);
      play.pause(60_000);
    }
  },
  /** The same at random: 1 to 60 s. */
  JIGGLER_RANDOM {
    @Override
    void turn(Play play) {
      play.by(4, 4);
      play.by(-4, -4);
      play.pause(play.between(1_000, 60_000));
    }
  },
  /** A circle of eight steps every 60 s. */
  JIGGLER_CIRCLE {
    @Override
    void turn(Play play) {
      for (int step = 0; step < 8; step++) {
        play.by(8 * Math.cos(step * Math.PI / 4), 8 * Math.sin(step * Math.PI / 4));
        play.pause(10);
      }
      play.pause(60_000 - 80);
    }
  },
  /** Moves by nothing every 60 s: the clock of idleness is reset, the pointer stays. */
  JIGGLER_ZEN {
    @Override
    void turn(Play play) {
      play.by(0, 0);
      play.pause(60_000);
    }
  },
  /** A board: two moves every 5 s. */
  BOARD_PAIR {
    @Override
    void turn(Play play) {
      play.by(1, 0);
      play.pause(20);
      play.by(-1, 0);
      play.pause(4_980);
    }
  },
  /** A board: up to 5 px in any direction every 5 s. */
  BOARD_RANDOM {
    @Override
    void turn(Play play) {
      play.by(play.between(-5, 5), play.between(-5, 5));
      play.pause(5_000);
    }
  },
  /** A board: 2 px every 4 min 55 s. */
  BOARD_SLOW {
    @Override
    void turn(Play play) {
      play.by(play.between(0, 1) == 0 ? 2 : -2, 0);
      play.pause(295_000);
    }
  },
  /** A board: straight runs of 20 to 799 px at 3 ms a px, then 15 s of nothing. */
  BOARD_RUNS {
    @Override
    void turn(Play play) {
      int px = play.between(20, 799);
      double direction = play.between(0, 3) * Math.PI / 2;
      for (int i = 0; i < px; i++) {
        play.by(Math.cos(direction), Math.sin(direction));
        play.pause(3);
      }
      play.pause(15_000);
    }
  },
  /** "Realistic": sums of sines in ticks of 30 ms for 1 to 20 s, then 5 to 15 s of nothing. */
  REALISTIC {
    @Override
    void turn(Play play) {
      long endMs = play.nowMs() + play.between(1_000, 20_000);
      double phase = play.between(0, 628) / 100.0;
      for (int tick = 0; play.nowMs() < endMs; tick++) {
        double t = tick * .03;
        play.by(
            4 * Math.sin(2.1 * t + phase) + 3 * Math.sin(5.3 * t),
            4 * Math.cos(1.7 * t + phase) + 3 * Math.sin(4.1 * t));
        play.pause(30);
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
      if (play.between(0, 19) == 0) {
        play.key('\t');
        for (int left = play.between(3, 12); left > 0; left--) {
          play.pause(play.between(60, 120));
          play.key((char) play.between('a', 'z'));
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
      play.pause(100);
      play.click();
      play.pause(play.between(10_000, 60_000));
    }
  },
  /** A script: an eased move every 22 to 42 s. */
  SCRIPT_EASED {
    @Override
    void turn(Play play) {
      play.glide(play.between(0, Pointer.WIDTH - 1), play.between(0, Pointer.HEIGHT - 1));
      play.pause(play.between(22_000, 42_000));
    }
  },
  /** A script: a click every 100 ms. It makes no pause at all. */
  SCRIPT_CLICKER {
    @Override
    void turn(Play play) {
      play.click();
      play.pause(100);
    }
  },
  /** A script: a random letter every second. */
  SCRIPT_LETTERS {
    @Override
    void turn(Play play) {
      play.key((char) play.between('a', 'z'));
      play.pause(1_000);
    }
  };

  abstract void turn(Play play);

  /** The tool at work. */
  public Hand hand(SplittableRandom random) {
    return (session, fromMs, toMs) -> {
      Play play = new Play(session, random, fromMs, toMs);
      while (play.nowMs() < toMs) {
        turn(play);
      }
    };
  }

  /** The input of one stretch; what would come after its end is not made. */
  static final class Play {
    private static final int GLIDE_STEPS = 20;
    private final SliceBuilder session;
    private final SplittableRandom random;
    private final long toMs;
    private final Pointer pointer = new Pointer();
    private long nowMs;

    Play(SliceBuilder session, SplittableRandom random, long fromMs, long toMs) {
      this.session = session;
      this.random = random;
      this.nowMs = fromMs;
      this.toMs = toMs;
    }

    long nowMs() {
      return nowMs;
    }

    /** A whole number, both ends included. */
    int between(int min, int max) {
      return random.nextInt(min, max + 1);
    }

    void pause(long ms) {
      nowMs += ms;
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
        nowMs += 25;
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
