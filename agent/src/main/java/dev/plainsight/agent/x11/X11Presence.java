package dev.plainsight.agent.x11;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.PresenceState;
import dev.plainsight.contract.presence.Scene;
import dev.plainsight.contract.presence.SliceBuilder;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Watches one X11 display and gives its presence in slices of at most 60 s. It counts; which key
 * was typed never leaves this package, and a title passes the redaction given before anything keeps
 * it.
 *
 * <p>It never fails and never ends the process: where there is no display, no library or no right,
 * it gives AWAY slices that say so in {@code detail}, and looks again every {@code retry_ms}. An
 * ACTIVE slice always rests on input seen here, so a session begins as IDLE.
 *
 * <pre>
 * server   gone      |up                      |killed        |up again
 * slice    [AWAY why ][IDLE ][ACTIVE          ][AWAY why      ][IDLE
 *                     ^ within retry_ms        ^ at once       ^ within retry_ms
 * </pre>
 *
 * {@link #poll} and {@link #close} belong to one thread; {@link #locked} and {@link #status} to
 * any.
 */
public final class X11Presence implements AutoCloseable {
  /** Longer between two polls and the machine slept: nobody watched, so there is no slice. */
  private static final long HOLE_MS_MIN = 30_000;

  private final X11Options options;
  private final Clock clock;
  private final UnaryOperator<Scene> redaction;
  private final SliceBuilder slices;
  private @Nullable Watch watch;
  private long polledMs;
  private long triedNs;
  private boolean tried;
  private boolean lockSeen;
  private volatile boolean locked;
  private volatile String status = "not started";

  /**
   * Opens nothing yet.
   *
   * @param clock of the slices' times
   * @param redaction what of a scene may go on; {@code UnaryOperator.identity()}: all of it
   * @param slices takes each finished slice, in order of time, on the thread that polls
   */
  public X11Presence(
      X11Options options,
      Clock clock,
      UnaryOperator<Scene> redaction,
      Consumer<ActivityEvent> slices) {
    this.options = options;
    this.clock = clock;
    this.redaction = redaction;
    this.slices = new SliceBuilder(options.user(), options.sessionId(), options.idleMs(), slices);
  }

  /** Waits for input, at most {@code poll_ms}, and gives the slices that are finished by then. */
  public void poll() {
    endBeforeAHole();
    try {
      Watch open = watch == null ? open() : watch;
      if (open == null) {
        Thread.sleep(Math.min(options.pollMs(), options.retryMs()));
      } else {
        followTheLock();
        open.turn(options.pollMs());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    endIfLost();
    slices.tick(clock.millis());
  }

  /** The session is locked from now on, or unlocked: the logins collector knows. */
  public void locked(boolean isLocked) {
    locked = isLocked;
  }

  /** What is watched, or why nothing is. */
  public String status() {
    return status;
  }

  /** Gives the open slice and leaves the display. */
  @Override
  public void close() {
    slices.stop();
    leave();
    status = "closed";
  }

  private void endBeforeAHole() {
    long nowMs = clock.millis();
    if (nowMs - polledMs > HOLE_MS_MIN) {
      slices.stop();
    }
    polledMs = nowMs;
  }

  private @Nullable Watch open() {
    if (tried && System.nanoTime() - triedNs < options.retryMs() * 1_000_000) {
      return null;
    }
    tried = true;
    triedNs = System.nanoTime();
    try {
      DisplayName name = DisplayName.parse(options.display());
      Connection connection = Connection.open(name);
      slices.state(clock.millis(), PresenceState.IDLE, "");
      lockSeen = false;
      boolean remote = options.remote() || !name.isLocal();
      watch = new Watch(connection, slices, clock, redaction, remote);
      status = "watching display " + name;
    } catch (NoDisplay e) {
      away(e.reason());
    }
    return watch;
  }

  private void followTheLock() {
    boolean isLocked = locked;
    if (isLocked != lockSeen) {
      lockSeen = isLocked;
      PresenceState next = isLocked ? PresenceState.LOCKED : PresenceState.ACTIVE;
      slices.state(clock.millis(), next, "");
    }
  }

  private void endIfLost() {
    if (watch != null && watch.isLost()) {
      leave();
      away("no display: the X server at " + options.display() + " went away");
    }
  }

  private void away(String reason) {
    status = reason;
    long nowMs = clock.millis();
    slices.state(nowMs, PresenceState.AWAY, reason);
    slices.focus(nowMs, Scene.NONE);
  }

  private void leave() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }
}
