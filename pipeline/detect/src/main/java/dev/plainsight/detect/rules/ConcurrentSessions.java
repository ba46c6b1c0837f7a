package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.Directory.Device;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * AC-12: one account in two unlocked sessions at once, at devices that do not belong together: both
 * have an owner, and not the same one.
 *
 * <pre>
 * ada's laptop   [ unlocked      ]locked
 * bob's laptop             [ unlocked        found
 * </pre>
 */
public final class ConcurrentSessions implements Detector<ConcurrentSessions.State> {
  private static final double HOUR_MS = 3_600_000;
  private static final int SESSIONS_MAX = 16;

  /** A session that is open and unlocked. */
  public record Open(String deviceId, long sinceMs, EventRange event) {}

  /**
   * What is remembered between events.
   *
   * @param open the sessions, oldest first
   */
  public record State(List<Open> open) {}

  @Override
  public String ruleId() {
    return "AC-12";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(List.of());
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return event.getEvent().getLogon() != null
        && isAtTheScreen(Logons.of(event))
        && (Logons.isWayIn(event) || isWayOut(Logons.of(event)));
  }

  @Override
  public Set<Aspect> reads() {
    return Set.of(Aspect.DIRECTORY);
  }

  @Override
  public Set<Aspect> needs() {
    return Set.of(Aspect.DIRECTORY);
  }

  private static boolean isAtTheScreen(Logon logon) {
    return switch (logon.getLogonType()) {
      case CONSOLE, REMOTE_DESKTOP, UNLOCK_SCREEN -> true;
      default -> false;
    };
  }

  private static boolean isWayOut(Logon logon) {
    return switch (logon.getAction()) {
      case LOGOFF, LOCK, DISCONNECT -> true;
      default -> false;
    };
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long atMs = event.getEvent().getOccurredAt();
    double longestMs = rule.threshold("session_h_max") * HOUR_MS;
    List<Open> open = new ArrayList<>(state.open());
    open.removeIf(
        each -> each.deviceId().equals(event.getDeviceId()) || atMs - each.sinceMs() > longestMs);
    if (isWayOut(Logons.of(event))) {
      return Step.quiet(new State(open));
    }
    List<Finding> findings = new ArrayList<>();
    for (Open other : open) {
      if (!belongTogether(other.deviceId(), event.getDeviceId(), around.directory())) {
        findings.add(finding(other, entity, event, rule, around));
      }
    }
    open.add(new Open(event.getDeviceId(), atMs, Ranges.of(event)));
    if (open.size() > SESSIONS_MAX) {
      open.remove(0);
    }
    return new Step<>(new State(open), findings);
  }

  /** Devices that nobody owns, or that are not listed, belong to everyone. */
  private static boolean belongTogether(String one, String other, Directory directory) {
    Device a = directory.devices().get(one);
    Device b = directory.devices().get(other);
    return a == null
        || b == null
        || a.owner().isEmpty()
        || b.owner().isEmpty()
        || a.owner().equals(b.owner());
  }

  private static Finding finding(
      Open other, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long atMs = event.getEvent().getOccurredAt();
    double minutes = (atMs - other.sinceMs()) / 60_000.0;
    String because =
        String.format(
            Locale.ROOT,
            "%s was logged on at two screens at once: at %s (of %s) for %.0f minutes when a session"
                + " at %s (of %s) began; the two do not belong together.",
            entity.key(),
            other.deviceId(),
            owner(other.deviceId(), around.directory()),
            minutes,
            event.getDeviceId(),
            owner(event.getDeviceId(), around.directory()));
    return new Draft(rule, entity, EventId.of(event) + " beside " + other.deviceId())
        .on(event)
        .between(other.sinceMs(), atMs)
        .context(event.getDeviceId() + " beside " + other.deviceId())
        .because(because)
        .measure("session_age", minutes / 60, "<=", "session_h_max", "h")
        .restsOn(Ranges.with(List.of(other.event()), event))
        .benign("remote_session", Logons.of(event).getLogonType() == LogonType.REMOTE_DESKTOP)
        .unknown("screen_left_unlocked")
        .finding();
  }

  private static String owner(String deviceId, Directory directory) {
    Device device = directory.devices().get(deviceId);
    return device == null ? "nobody" : device.owner();
  }
}
