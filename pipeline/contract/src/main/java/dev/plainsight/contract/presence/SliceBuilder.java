package dev.plainsight.contract.presence;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import java.util.function.Consumer;

/**
 * Turns the input of one session into slices of presence. Pure: time is an argument, and how often
 * {@link #tick} is called changes nothing but how soon a slice comes out.
 *
 * <pre>
 * minute   |                    |                    |                    |
 * input    x x  x     x                                     x x
 * pauses       ^1.2s ^4s                                    ^30s (in the slice where it ended)
 * slice    [ACTIVE             ][ACTIVE ][IDLE       ][IDLE ][ACTIVE      ]
 *                      ^ last input + idleAfterMs ^
 * </pre>
 *
 * A slice ends at each full minute (UTC), at a change of {@link Scene} or state, and where the
 * session falls idle or wakes. All times are milliseconds since 1970 and should not go back; one
 * that goes back by up to 2 s is taken as the latest time seen, a larger step (a clock set back)
 * ends the slice and starts anew. Pauses are measured between any two inputs while the session is
 * open: a lock or absence is no pause. Slices of no length are given only where they hold input.
 * For one thread.
 */
public final class SliceBuilder {
  /** How long without input until the session counts as idle. Published: policy may change it. */
  public static final long IDLE_AFTER_MS_DEFAULT = 60_000;

  private static final long MINUTE_MS = 60_000;
  private static final long STEP_BACK_MS_MAX = 2_000;
  private static final long NEVER = Long.MIN_VALUE;

  private final String user;
  private final String sessionId;
  private final long idleAfterMs;
  private final Consumer<ActivityEvent> slices;

  private InputCounts counts = new InputCounts();
  private Scene scene = Scene.NONE;
  private PresenceState state = PresenceState.IDLE;
  private String detail = "";
  private long startMs = NEVER;
  private long nowMs = NEVER;
  private long lastInputMs = NEVER;
  private boolean pointerKnown;
  private int x;
  private int y;

  /**
   * @param user OS account and {@code sessionId} the OS's session, as they go into the events
   * @param idleAfterMs see {@link #IDLE_AFTER_MS_DEFAULT}
   * @param slices takes each finished slice, in order of time
   */
  public SliceBuilder(
      String user, String sessionId, long idleAfterMs, Consumer<ActivityEvent> slices) {
    this.user = user;
    this.sessionId = sessionId;
    this.idleAfterMs = idleAfterMs;
    this.slices = slices;
  }

  /** A key is pressed. The code is only compared with others of the slice; it is never given. */
  public void key(long timeMs, int keycode, boolean injected) {
    input(timeMs);
    counts.key(keycode, injected);
  }

  /** A button is pressed (not the wheel). */
  public void click(long timeMs, boolean injected) {
    input(timeMs);
    counts.click(injected);
  }

  /** The wheel turns by one notch. */
  public void wheel(long timeMs) {
    input(timeMs);
    counts.wheel();
  }

  /** The pointer comes to a point of the screen, px; {@code held}: with a button down. */
  public void motion(long timeMs, int toX, int toY, boolean held, boolean injected) {
    input(timeMs);
    if (pointerKnown) {
      counts.move(x, y, toX, toY, held, injected);
    } else {
      counts.firstMove(toX, toY, held, injected);
    }
    pointerKnown = true;
    x = toX;
    y = toY;
  }

  /** Names the device ({@code vendor:product}) that made the input just given. */
  public void device(String id) {
    counts.device(id);
  }

  /** What is in front from now on. */
  public void focus(long timeMs, Scene next) {
    advance(timeMs);
    if (!next.equals(scene)) {
      cut(nowMs);
      scene = next;
    }
  }

  /**
   * LOCKED, AWAY and UNKNOWN hold until the next call, whatever the input. ACTIVE and IDLE open the
   * session: as if just touched, and as if not; from there the input decides.
   *
   * @param why goes into the slices' {@code detail}; empty where the state is plain
   */
  public void state(long timeMs, PresenceState next, String why) {
    advance(timeMs);
    if (next == state && why.equals(detail)) {
      return;
    }
    cut(nowMs);
    boolean wasOpen = isOpen();
    state = next;
    detail = why;
    if (!isOpen()) {
      lastInputMs = NEVER;
    } else if (next == PresenceState.ACTIVE && (!wasOpen || lastInputMs == NEVER)) {
      lastInputMs = nowMs;
    }
  }

  /** Time has passed. */
  public void tick(long timeMs) {
    advance(timeMs);
  }

  /** Ends the open slice at the latest time seen; what comes next starts anew, with no pause. */
  public void stop() {
    if (startMs != NEVER) {
      cut(nowMs);
    }
    startMs = NEVER;
    nowMs = NEVER;
    lastInputMs = NEVER;
    if (isOpen()) {
      state = PresenceState.IDLE;
    }
  }

  private void input(long timeMs) {
    advance(timeMs);
    if (!isOpen()) {
      return;
    }
    wake();
    if (lastInputMs != NEVER) {
      counts.pause(nowMs - lastInputMs);
    }
    lastInputMs = nowMs;
  }

  private boolean isOpen() {
    return state == PresenceState.ACTIVE || state == PresenceState.IDLE;
  }

  /** Goes to the time, cutting at every minute and where the session falls idle on the way. */
  private void advance(long timeMs) {
    if (nowMs != NEVER && timeMs < nowMs - STEP_BACK_MS_MAX) {
      stop();
    }
    if (startMs == NEVER) {
      startMs = timeMs;
      nowMs = timeMs;
    }
    long target = Math.max(timeMs, nowMs);
    for (long next = nextCut(); next <= target; next = nextCut()) {
      cut(next);
      if (next == idleAt()) {
        state = PresenceState.IDLE;
      }
    }
    nowMs = target;
  }

  private long nextCut() {
    long minute = Math.floorDiv(startMs, MINUTE_MS) * MINUTE_MS + MINUTE_MS;
    return Math.min(minute, idleAt());
  }

  private long idleAt() {
    return state == PresenceState.ACTIVE && lastInputMs != NEVER
        ? Math.max(lastInputMs + idleAfterMs, startMs)
        : Long.MAX_VALUE;
  }

  private void wake() {
    if (state != PresenceState.ACTIVE) {
      cut(nowMs);
      state = PresenceState.ACTIVE;
    }
  }

  private void cut(long endMs) {
    if (endMs > startMs || !counts.isEmpty()) {
      slices.accept(slice(endMs));
      counts = new InputCounts();
    }
    startMs = endMs;
  }

  private ActivityEvent slice(long endMs) {
    Presence.Builder presence =
        Presence.newBuilder()
            .setState(state)
            .setApp(scene.app())
            .setTitle(scene.title())
            .setDomain(scene.domain())
            .setFullscreen(scene.fullscreen())
            .setInCall(scene.inCall())
            .setRemoteSession(scene.remoteSession())
            .setDetail(detail);
    return ActivityEvent.newBuilder()
        .setOccurredAt(startMs)
        .setEndedAt(endMs)
        .setUser(user)
        .setSessionId(sessionId)
        .setPresence(counts.write(presence).build())
        .build();
  }
}
