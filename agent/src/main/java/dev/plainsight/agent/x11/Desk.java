package dev.plainsight.agent.x11;

import dev.plainsight.contract.presence.SliceBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lays what the display tells into slices. Pure: times and places are arguments.
 *
 * <pre>
 * raw      k   m  m  m             (no raw event)
 * burst    [          ] pointer A -> B
 * moves        A..    ..B          spread over the straight way
 * check                     ^ idle clock was reset, pointer stands elsewhere: one injected move
 * </pre>
 */
final class Desk {
  /**
   * A pointer set by software shortly after real input is the window manager's doing (such as
   * moving it to the window just chosen by a key), not somebody's.
   */
  static final long WARP_QUIET_MS_MIN = 500;

  private static final int WHEEL_FIRST = 4;
  private static final int WHEEL_LAST = 7;

  private final SliceBuilder slices;
  private final Set<Integer> held = new HashSet<>();
  private Point pointer;
  private long lastInputMs = Long.MIN_VALUE;

  /** Starts with the pointer where it stands. */
  Desk(SliceBuilder slices, Point pointer) {
    this.slices = slices;
    this.pointer = pointer;
  }

  Point pointer() {
    return pointer;
  }

  /**
   * A burst of events in the server's order, of which the newest is now, and where the pointer came
   * to by them.
   */
  void burst(List<RawInput> inputs, Point end, long nowMs) {
    int moves = (int) inputs.stream().filter(i -> i.kind() == RawInput.Kind.MOVE).count();
    long newestMs = inputs.isEmpty() ? 0 : inputs.get(inputs.size() - 1).serverMs();
    int move = 0;
    for (RawInput input : inputs) {
      move += input.kind() == RawInput.Kind.MOVE ? 1 : 0;
      Point at = moves == 0 ? pointer : pointer.towards(end, move, moves);
      // The difference of two wrapping clocks is right in 32 bits.
      lastInputMs = nowMs - Math.max(0, (int) (newestMs - input.serverMs()));
      lay(input, lastInputMs, at);
    }
    pointer = end;
  }

  /**
   * The pointer stands here, with a button down or none, and the idle clock was last reset so long
   * ago.
   */
  void check(Point found, boolean buttonDown, long idleMs, long nowMs) {
    long resetMs = nowMs - idleMs;
    if (!buttonDown && nowMs > lastInputMs + WARP_QUIET_MS_MIN) {
      // A device that was pulled out with a button down never lets go.
      held.clear();
    }
    if (!found.equals(pointer) && resetMs > lastInputMs + WARP_QUIET_MS_MIN) {
      slices.motion(resetMs, found.x(), found.y(), false, true);
      lastInputMs = resetMs;
    }
    pointer = found;
  }

  private void lay(RawInput input, long timeMs, Point at) {
    boolean injected = input.device().injected();
    switch (input.kind()) {
      case KEY -> slices.key(timeMs, input.code(), injected);
      case BUTTON_DOWN -> button(timeMs, input.code(), injected);
      case BUTTON_UP -> held.remove(input.code());
      case MOVE -> slices.motion(timeMs, at.x(), at.y(), !held.isEmpty(), injected);
    }
    if (input.kind() != RawInput.Kind.BUTTON_UP && !input.device().productId().isEmpty()) {
      slices.device(input.device().productId());
    }
  }

  private void button(long timeMs, int button, boolean injected) {
    if (button >= WHEEL_FIRST && button <= WHEEL_LAST) {
      slices.wheel(timeMs);
    } else {
      held.add(button);
      slices.click(timeMs, injected);
    }
  }
}
