package dev.plainsight.agent.x11;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.agent.x11.RawInput.Kind;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.presence.SliceBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeskTest {
  private static final long MONDAY_0900 = Instant.parse("2026-11-23T09:00:00Z").toEpochMilli();
  private static final InputDevice MOUSE = new InputDevice("Mouse", false, "046d:c077");
  private static final InputDevice XTEST = new InputDevice("Xvfb core XTEST pointer", true, "");
  private static final Point MIDDLE = new Point(640, 400);

  private final Recorder recorder = new Recorder();
  private final SliceBuilder slices = new SliceBuilder("ada", "2", 60_000, recorder);
  private final Desk desk = new Desk(slices, MIDDLE);

  @Test
  void spreadsTheMovesOfABurstOverTheStraightWay() {
    desk.burst(List.of(move(1, MOUSE)), MIDDLE, MONDAY_0900);
    List<RawInput> three = List.of(move(10, MOUSE), move(20, MOUSE), move(30, XTEST));
    desk.burst(three, new Point(640, 430), MONDAY_0900 + 1_000);
    Presence slice = last();
    assertEquals(4, slice.getMoves());
    assertEquals(1, slice.getInjectedMoves());
    assertEquals(30, slice.getPathPx());
    assertEquals(1, slice.getDistinctDeltas());
    assertEquals(List.of("046d:c077"), slice.getInputDevices());
  }

  @Test
  void givesEachInputTheTimeTheServerSawItAt() {
    RawInput early = new RawInput(Kind.KEY, 38, 0xFFFF_FF00L, MOUSE);
    RawInput late = new RawInput(Kind.KEY, 38, 0x0000_0500L, MOUSE);
    desk.burst(List.of(early, late), MIDDLE, MONDAY_0900 + 10_000);
    assertEquals(0x600, last().getGapSumMs());
  }

  @Test
  void tellsTheWheelFromAClickAndADragFromAMove() {
    desk.burst(
        List.of(
            button(Kind.BUTTON_DOWN, 1),
            move(0, MOUSE),
            button(Kind.BUTTON_UP, 1),
            move(0, MOUSE),
            button(Kind.BUTTON_DOWN, 4),
            button(Kind.BUTTON_UP, 4),
            button(Kind.BUTTON_DOWN, 7),
            button(Kind.BUTTON_DOWN, 8)),
        MIDDLE,
        MONDAY_0900);
    Presence slice = last();
    assertEquals(2, slice.getClicks());
    assertEquals(2, slice.getWheel());
    assertEquals(2, slice.getMoves());
    assertEquals(1, slice.getDrags());
  }

  @Test
  void takesAPointerThatMovedWithoutAnEventForInjected() {
    desk.check(new Point(641, 400), false, 20, MONDAY_0900);
    assertEquals(1, last().getInjectedMoves());
  }

  @Test
  void takesAnIdleResetWithThePointerInPlaceForNothing() {
    desk.check(MIDDLE, false, 20, MONDAY_0900);
    slices.tick(MONDAY_0900);
    slices.tick(MONDAY_0900 + 1_000);
    assertEquals(0, last().getMoves());
  }

  @Test
  void leavesToTheWindowManagerWhatFollowsAKeyAtOnce() {
    desk.burst(List.of(new RawInput(Kind.KEY, 23, 0, MOUSE)), MIDDLE, MONDAY_0900);
    desk.check(new Point(10, 10), false, 0, MONDAY_0900 + Desk.WARP_QUIET_MS_MIN);
    assertEquals(0, last().getMoves());
  }

  @Test
  void letsGoOfAButtonWhoseDeviceWasPulledOut() {
    desk.burst(List.of(button(Kind.BUTTON_DOWN, 1)), MIDDLE, MONDAY_0900);
    desk.check(MIDDLE, false, 1_000, MONDAY_0900 + 1_000);
    desk.burst(List.of(move(0, MOUSE)), new Point(1, 1), MONDAY_0900 + 2_000);
    assertEquals(0, last().getDrags());
  }

  private Presence last() {
    slices.stop();
    return recorder.slices().get(recorder.slices().size() - 1);
  }

  private static RawInput move(long serverMs, InputDevice device) {
    return new RawInput(Kind.MOVE, 0, serverMs, device);
  }

  private static RawInput button(Kind kind, int button) {
    return new RawInput(kind, button, 0, MOUSE);
  }
}
