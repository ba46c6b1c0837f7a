package dev.plainsight.agent.x11;

import dev.plainsight.contract.presence.Scene;
import dev.plainsight.contract.presence.SliceBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One open display, looked at in turns: its input at once, its window in front every second. */
final class Watch implements AutoCloseable {
  /** Between two turns while there is input: bounds what a hand on the mouse costs. */
  static final long TURN_MS_MIN = 50;

  private static final long CHECK_MS = 1_000;

  /** A window that rewrites its title all the time (a progress, a clock) cuts no more slices. */
  private static final long SAME_WINDOW_MS = 5_000;

  private final Connection connection;
  private final SliceBuilder slices;
  private final Clock clock;
  private final UnaryOperator<Scene> redaction;
  private final boolean remote;
  private final Desk desk;
  private final Microphone microphone = new Microphone(Path.of("/proc/asound"));
  private final List<RawInput> inputs = new ArrayList<>();
  private boolean busy;
  private long turnedNs = System.nanoTime();
  private long checkedNs = turnedNs;
  private long window = -1;
  private long readNs;

  Watch(
      Connection connection,
      SliceBuilder slices,
      Clock clock,
      UnaryOperator<Scene> redaction,
      boolean remote) {
    this.connection = connection;
    this.slices = slices;
    this.clock = clock;
    this.redaction = redaction;
    this.remote = remote;
    this.desk = new Desk(slices, connection.pointer());
    look();
  }

  boolean isLost() {
    return connection.isLost();
  }

  /** Waits for input, at most so long, and lays what came into slices. */
  void turn(long waitMs) throws InterruptedException {
    if (busy) {
      Thread.sleep(Math.max(0, TURN_MS_MIN - sinceMs(turnedNs)));
    }
    connection.await(Math.min(waitMs, Math.max(0, CHECK_MS - sinceMs(checkedNs))));
    turnedNs = System.nanoTime();
    busy = false;
    drain();
    if (sinceMs(checkedNs) >= CHECK_MS) {
      checkedNs = System.nanoTime();
      check();
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  /** Input before a change of the window in front belongs to the window before. */
  private void drain() {
    boolean windowChanged;
    do {
      windowChanged = connection.drain(inputs);
      lay();
      if (windowChanged) {
        look();
      }
    } while (windowChanged);
  }

  private void lay() {
    if (inputs.isEmpty()) {
      return;
    }
    busy = true;
    boolean moved = inputs.stream().anyMatch(input -> input.kind() == RawInput.Kind.MOVE);
    Point end = moved ? connection.pointer() : desk.pointer();
    desk.burst(inputs, end, clock.millis());
    inputs.clear();
  }

  /** All events behind the idle clock's answer are drained before it is judged. */
  private void check() {
    long idleMs = connection.idleMs();
    Point pointer = connection.pointer();
    boolean buttonDown = connection.isButtonDown();
    drain();
    if (!connection.isLost()) {
      desk.check(pointer, buttonDown, idleMs, clock.millis());
      look();
    }
  }

  private void look() {
    long found = connection.front().window();
    boolean due = found != window || sinceMs(readNs) >= SAME_WINDOW_MS;
    if (due && !connection.isLost()) {
      window = found;
      readNs = System.nanoTime();
      Scene scene = redaction.apply(scene(connection.front().scene(found)));
      if (!connection.isLost()) {
        slices.focus(clock.millis(), scene);
      }
    }
  }

  private Scene scene(Scene front) {
    return new Scene(
        front.app(),
        front.title(),
        front.domain(),
        front.fullscreen(),
        microphone.isInUse(),
        remote || connection.isRemote());
  }

  private static long sinceMs(long thenNs) {
    return (System.nanoTime() - thenNs) / 1_000_000;
  }
}
