package dev.plainsight.agent.x11;

import dev.plainsight.contract.presence.SliceBuilder;
import java.util.Map;

/**
 * How a display is watched.
 *
 * @param display as in {@code DISPLAY}; empty: there is none
 * @param user OS account of the session, as it goes into the events
 * @param sessionId the OS's session, as it goes into the events
 * @param idleMs without input for so long, the session is idle; 1 s to 1 h
 * @param pollMs longest wait for input in one {@link X11Presence#poll}; 10 to 10,000 ms
 * @param retryMs between two looks for a display that is not there; 10 ms to 10 min
 * @param remote the session is known to be seen from afar
 */
public record X11Options(
    String display,
    String user,
    String sessionId,
    long idleMs,
    long pollMs,
    long retryMs,
    boolean remote) {
  private static final long POLL_MS = 1_000;
  private static final long RETRY_MS = 10_000;

  /** Refuses a time out of its bounds, by name. */
  public X11Options {
    within("idle_ms", idleMs, 1_000, 3_600_000);
    within("poll_ms", pollMs, 10, 10_000);
    within("retry_ms", retryMs, 10, 600_000);
  }

  /** The display of this process's environment, for this process's account. */
  public static X11Options of(Map<String, String> environment) {
    String display = environment.getOrDefault("DISPLAY", "");
    return new X11Options(
        display,
        System.getProperty("user.name", ""),
        environment.getOrDefault("XDG_SESSION_ID", display),
        SliceBuilder.IDLE_AFTER_MS_DEFAULT,
        POLL_MS,
        RETRY_MS,
        environment.containsKey("SSH_CONNECTION"));
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "presence: " + name + " is " + value + "; it must be " + least + ".." + most);
    }
  }
}
