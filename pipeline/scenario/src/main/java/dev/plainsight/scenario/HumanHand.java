package dev.plainsight.scenario;

import dev.plainsight.contract.presence.SliceBuilder;
import java.util.SplittableRandom;

/**
 * A person's input: gestures (a few words typed, a move with a click, a scroll) with pauses between
 * them that are heavy-tailed as people's are.
 *
 * <p>The distribution of pauses is that of 62,000 pauses above 0.5 s in 125 hours of recorded mouse
 * of 7 people (Balabit challenge): median 0.94 s, a tenth above 5.2 s, a hundredth above 57 s. In
 * busy quarters of an hour those recordings vary (CV) by 0.94 at least and 2.66 in the median; see
 * {@code HumanHandTest} for this model's figures.
 */
final class HumanHand implements Hand {
  private static final double[] SHARES = {0, .10, .25, .50, .75, .90, .95, .99, .999, 1};
  private static final double[] PAUSES_S = {
    .501, .56, .66, .94, 1.89, 5.23, 10.72, 57.11, 240, 300
  };

  private static final String KEYS =
      "eeeeeeeettttttaaaaaoooooiiiiinnnnnsssshhhhrrrrddllluucmwfgypbvk  ";

  private final SplittableRandom random;
  private final double typing;
  private final double slowness;
  private final String mouse;
  private final Pointer pointer = new Pointer();

  /**
   * @param typing share of gestures that are typed
   * @param slowness pauses are as many times as long; 1 for a person at work
   * @param mouse vendor:product of the device in hand
   */
  HumanHand(SplittableRandom random, double typing, double slowness, String mouse) {
    this.random = random;
    this.typing = typing;
    this.slowness = slowness;
    this.mouse = mouse;
  }

  @Override
  public void play(SliceBuilder session, long fromMs, long toMs) {
    long atMs = fromMs + pauseMs();
    while (atMs < toMs) {
      atMs = gesture(session, atMs, toMs) + pauseMs();
    }
  }

  private long gesture(SliceBuilder session, long atMs, long toMs) {
    double kind = random.nextDouble();
    if (kind < typing) {
      return types(session, atMs, toMs);
    }
    return kind < typing + (1 - typing) / 5
        ? scrolls(session, atMs, toMs)
        : moves(session, atMs, toMs);
  }

  private long types(SliceBuilder session, long fromMs, long toMs) {
    long atMs = fromMs;
    for (int left = 3 + random.nextInt(24); left > 0 && atMs < toMs; left--) {
      session.key(atMs, KEYS.charAt(random.nextInt(KEYS.length())), false);
      atMs += 60 + random.nextInt(60) + random.nextInt(160);
    }
    return atMs;
  }

  private long scrolls(SliceBuilder session, long fromMs, long toMs) {
    long atMs = fromMs;
    for (int left = 1 + random.nextInt(7); left > 0 && atMs < toMs; left--) {
      session.wheel(atMs);
      atMs += 40 + random.nextInt(160);
    }
    return atMs;
  }

  private long moves(SliceBuilder session, long fromMs, long toMs) {
    long atMs = fromMs;
    int steps = 3 + random.nextInt(9);
    pointer.aim(random.nextInt(Pointer.WIDTH), random.nextInt(Pointer.HEIGHT));
    for (int step = 1; step <= steps && atMs < toMs; step++) {
      pointer.approach(step / (double) steps, random);
      session.motion(atMs, pointer.x(), pointer.y(), false, false);
      atMs += 70 + random.nextInt(80);
    }
    session.device(mouse);
    if (atMs < toMs && random.nextInt(5) < 2) {
      session.click(atMs, false);
    }
    return atMs;
  }

  /** Inverse of the recorded distribution, linear in the logarithm between its known points. */
  private long pauseMs() {
    double share = random.nextDouble();
    int i = 1;
    while (SHARES[i] < share) {
      i++;
    }
    double part = (share - SHARES[i - 1]) / (SHARES[i] - SHARES[i - 1]);
    double seconds = PAUSES_S[i - 1] * Math.pow(PAUSES_S[i] / PAUSES_S[i - 1], part);
    return Math.round(seconds * slowness * 1_000);
  }
}
