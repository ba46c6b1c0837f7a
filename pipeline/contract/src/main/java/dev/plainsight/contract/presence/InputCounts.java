package dev.plainsight.contract.presence;

import dev.plainsight.contract.Limits;
import dev.plainsight.contract.avro.Presence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The counts of one slice. Key codes are compared in here and never come out. */
final class InputCounts {
  /** A pause is told apart from the rhythm of typing and of a moving hand by half a second. */
  static final long PAUSE_MS_MIN = 500;

  /** Pauses that are kept one by one, for rules that no window of the clock can see. */
  static final long LONG_PAUSE_MS_MIN = 20_000;

  static final int LONG_PAUSES_MAX = 20;

  /** Beyond as many different steps of the pointer the rest count as one more: bounds memory. */
  private static final int DELTAS_MAX = 4_096;

  private final BitSet keysSeen = new BitSet();
  private final Map<Long, int[]> deltas = new HashMap<>();
  private final List<Integer> longPausesMs = new ArrayList<>();
  private final Set<String> devices = new TreeSet<>();
  private int keys;
  private int lastKey = -1;
  private int run;
  private int longestRun;
  private int clicks;
  private int wheel;
  private int moves;
  private int drags;
  private int steps;
  private double pathPx;
  private double firstX;
  private double firstY;
  private double lastX;
  private double lastY;
  private int pauses;
  private long pauseSumMs;
  private double pauseSumSquares;
  private long pauseMaxMs;
  private int injectedKeys;
  private int injectedMoves;
  private int injectedClicks;

  void key(int keycode, boolean injected) {
    keys++;
    keysSeen.set(keycode & 0xFFFF);
    run = keycode == lastKey ? run + 1 : 1;
    lastKey = keycode;
    longestRun = Math.max(longestRun, run);
    injectedKeys += injected ? 1 : 0;
  }

  void click(boolean injected) {
    clicks++;
    injectedClicks += injected ? 1 : 0;
  }

  void wheel() {
    wheel++;
  }

  void device(String id) {
    if (devices.size() < Limits.LIST_MAX) {
      devices.add(id);
    }
  }

  /** A move from where the pointer was; a first move, from nowhere, has no step. */
  void move(int fromX, int fromY, int x, int y, boolean held, boolean injected) {
    if (moves == 0) {
      firstX = fromX;
      firstY = fromY;
    }
    step(x - fromX, y - fromY);
    arrive(x, y, held, injected);
  }

  void firstMove(int x, int y, boolean held, boolean injected) {
    if (moves == 0) {
      firstX = x;
      firstY = y;
    }
    arrive(x, y, held, injected);
  }

  private void step(int dx, int dy) {
    pathPx += Math.hypot(dx, dy);
    steps++;
    long delta = ((long) dx << 32) | (dy & 0xFFFF_FFFFL);
    Long bin = deltas.size() < DELTAS_MAX || deltas.containsKey(delta) ? delta : Long.MIN_VALUE;
    deltas.computeIfAbsent(bin, any -> new int[1])[0]++;
  }

  private void arrive(int x, int y, boolean held, boolean injected) {
    lastX = x;
    lastY = y;
    moves++;
    drags += held ? 1 : 0;
    injectedMoves += injected ? 1 : 0;
  }

  void pause(long lengthMs) {
    if (lengthMs <= PAUSE_MS_MIN) {
      return;
    }
    pauses++;
    pauseSumMs += lengthMs;
    pauseSumSquares += (double) lengthMs * lengthMs;
    pauseMaxMs = Math.max(pauseMaxMs, lengthMs);
    if (lengthMs > LONG_PAUSE_MS_MIN && longPausesMs.size() < LONG_PAUSES_MAX) {
      longPausesMs.add(saturated(lengthMs));
    }
  }

  boolean isEmpty() {
    return keys + clicks + wheel + moves == 0;
  }

  Presence.Builder write(Presence.Builder slice) {
    return slice
        .setKeys(keys)
        .setDistinctKeys(keysSeen.cardinality())
        .setLongestKeyRun(longestRun)
        .setClicks(clicks)
        .setWheel(wheel)
        .setMoves(moves)
        .setDrags(drags)
        .setPathPx(saturated(Math.round(pathPx)))
        .setNetPx(saturated(Math.round(Math.hypot(lastX - firstX, lastY - firstY))))
        .setDistinctDeltas(deltas.size())
        .setDeltaEntropyMilliBits(entropyMilliBits())
        .setGapN(pauses)
        .setGapSumMs(pauseSumMs)
        .setGapSumSq(pauseSumSquares)
        .setGapMaxMs(saturated(pauseMaxMs))
        .setLongGapsMs(longPausesMs)
        .setInjectedKeys(injectedKeys)
        .setInjectedMoves(injectedMoves)
        .setInjectedClicks(injectedClicks)
        .setInputDevices(List.copyOf(devices));
  }

  /** H = log2 n - (1/n) sum c log2 c. */
  private int entropyMilliBits() {
    if (steps == 0) {
      return 0;
    }
    double weighted = 0;
    for (int[] count : deltas.values()) {
      weighted += count[0] * Math.log(count[0]);
    }
    double bits = (Math.log(steps) - weighted / steps) / Math.log(2);
    return (int) Math.round(Math.max(0, bits) * 1_000);
  }

  private static int saturated(long value) {
    return (int) Math.min(value, Integer.MAX_VALUE);
  }
}
