package dev.plainsight.agent.logins;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of sshd. One attempt often logs several of them:
 *
 * <pre>
 * Invalid user x from ip            |
 * Failed password for invalid x     | one failure, by password
 *
 * Invalid user x from ip            |
 * Connection closed by ip [preauth] | one failure, tried nothing
 * </pre>
 *
 * So an invalid user is held until its process tells more, ends, or two and a half minutes have
 * passed (sshd's own limit for a login is two). A name is the attacker's choice and may look like
 * the rest of a line: the source is always taken from the line's end.
 */
final class SshdLines {
  private static final String SERVICE = "sshd";
  private static final long HELD_MS_MAX = 150_000;
  private static final int HELD_MAX = 64;
  private static final int FAILED_PIDS_MAX = 128;

  private static final Pattern ACCEPTED =
      Pattern.compile("Accepted (\\S+) for (.*) from (\\S+) port \\d+(?: .*)?");
  private static final Pattern FAILED =
      Pattern.compile(
          "Failed (\\S+) for (invalid user )?(.*) from (\\S+)(?: port \\d+)?(?: ssh\\d?)?(?:: .*)?");
  private static final Pattern INVALID =
      Pattern.compile("(?:Invalid|Illegal) user (.*) from (\\S+)(?: port \\d+)?");
  private static final Pattern NOT_ALLOWED =
      Pattern.compile("User (.*) from (\\S+) not allowed because (.*)");
  private static final Pattern GIVEN_UP =
      Pattern.compile(
          "(?:Connection (?:closed|reset) by|Disconnected from) (authenticating|invalid) user (.*)"
              + " (\\S+) port \\d+(?: \\[preauth\\])?");
  private static final Pattern ENDED =
      Pattern.compile(
          "(?:Connection (?:closed|reset) by|Disconnected from|Received disconnect from"
              + "|fatal: Timeout|Timeout before auth|Disconnecting).*");
  private static final Pattern CLOSED =
      Pattern.compile("pam_unix\\(sshd:session\\): session closed for user (\\S+)");

  private record Held(long atMs, String user, String source, String reason) {}

  private final Map<String, Held> held = new LinkedHashMap<>();
  private final Map<String, String> failedPids = new LinkedHashMap<>();

  /** The events of one message; empty where it tells nothing that another line does not tell. */
  Optional<List<ActivityEvent>> read(long atMs, String pid, String message) {
    List<ActivityEvent> events = release(atMs);
    if (!message.startsWith("Accepted ") && !message.startsWith("Failed ")) {
      return rare(atMs, pid, message, events);
    }
    Matcher accepted = ACCEPTED.matcher(message);
    if (accepted.matches()) {
      held.remove(pid);
      events.add(accepted(atMs, pid, accepted));
      return Optional.of(events);
    }
    Matcher failed = FAILED.matcher(message);
    if (failed.matches()) {
      return failed(atMs, pid, failed, events);
    }
    return empty(events);
  }

  private static ActivityEvent accepted(long atMs, String pid, Matcher line) {
    String user = line.group(2);
    return Logins.event(
        atMs,
        user,
        session(pid),
        Logins.from(
            Logins.logon(LogonAction.LOGON, LogonType.SSH, SERVICE, user).setMethod(line.group(1)),
            line.group(3)));
  }

  /**
   * Keys that do not fit are part of every client's way in, and {@code none} is its question what
   * may be tried: neither is an attempt.
   */
  private Optional<List<ActivityEvent>> failed(
      long atMs, String pid, Matcher line, List<ActivityEvent> events) {
    String method = line.group(1);
    if (method.equals("publickey") || method.equals("none")) {
      return empty(events);
    }
    Held first = held.remove(pid);
    String reason = first != null ? first.reason : line.group(2) == null ? "" : "invalid user";
    events.add(failure(atMs, pid, line.group(3), line.group(4), method, reason));
    return Optional.of(events);
  }

  private Optional<List<ActivityEvent>> rare(
      long atMs, String pid, String message, List<ActivityEvent> events) {
    Matcher invalid = INVALID.matcher(message);
    if (invalid.matches()) {
      return hold(pid, new Held(atMs, invalid.group(1), invalid.group(2), "invalid user"), events);
    }
    Matcher refused = NOT_ALLOWED.matcher(message);
    if (refused.matches()) {
      String reason = "not allowed: " + refused.group(3);
      return hold(pid, new Held(atMs, refused.group(1), refused.group(2), reason), events);
    }
    Matcher closed = CLOSED.matcher(message);
    if (closed.matches()) {
      String user = closed.group(1);
      events.add(
          Logins.event(
              atMs,
              user,
              session(pid),
              Logins.logon(LogonAction.LOGOFF, LogonType.SSH, SERVICE, user)));
      return Optional.of(events);
    }
    return ended(atMs, pid, message, events);
  }

  private Optional<List<ActivityEvent>> ended(
      long atMs, String pid, String message, List<ActivityEvent> events) {
    Held open = ENDED.matcher(message).matches() ? held.remove(pid) : null;
    if (open != null) {
      events.add(failure(pid, open));
    }
    Matcher givenUp = GIVEN_UP.matcher(message);
    if (givenUp.matches() && open == null && !failedPids.containsKey(pid)) {
      String reason = "closed before authentication";
      events.add(failure(atMs, pid, givenUp.group(2), givenUp.group(3), "", reason));
    }
    return empty(events);
  }

  private Optional<List<ActivityEvent>> hold(String pid, Held next, List<ActivityEvent> events) {
    Held before = held.put(pid, next);
    if (before != null) {
      events.add(failure(pid, before));
    }
    if (held.size() > HELD_MAX) {
      letGo(events, Long.MAX_VALUE, 1);
    }
    return Optional.of(events);
  }

  private List<ActivityEvent> release(long nowMs) {
    List<ActivityEvent> events = new ArrayList<>();
    letGo(events, nowMs - HELD_MS_MAX, HELD_MAX);
    return events;
  }

  /** What was held for too long, or all that is held. */
  List<ActivityEvent> release(long nowMs, boolean all) {
    List<ActivityEvent> events = new ArrayList<>();
    letGo(events, all ? Long.MAX_VALUE : nowMs - HELD_MS_MAX, HELD_MAX);
    return events;
  }

  private void letGo(List<ActivityEvent> into, long beforeMs, int most) {
    Iterator<Map.Entry<String, Held>> all = held.entrySet().iterator();
    for (int done = 0; done < most && all.hasNext(); ) {
      Map.Entry<String, Held> next = all.next();
      if (next.getValue().atMs < beforeMs) {
        all.remove();
        into.add(failure(next.getKey(), next.getValue()));
        done++;
      }
    }
  }

  private ActivityEvent failure(String pid, Held open) {
    return failure(open.atMs, pid, open.user, open.source, "", open.reason);
  }

  private ActivityEvent failure(
      long atMs, String pid, String account, String source, String method, String reason) {
    failedPids.put(pid, "");
    if (failedPids.size() > FAILED_PIDS_MAX) {
      failedPids.remove(failedPids.keySet().iterator().next());
    }
    return Logins.event(
        atMs,
        "",
        session(pid),
        Logins.from(
            Logins.logon(LogonAction.FAILED, LogonType.SSH, SERVICE, account)
                .setMethod(method)
                .setReason(reason),
            source));
  }

  private static String session(String pid) {
    return pid.isEmpty() ? "" : "sshd-" + pid;
  }

  private static Optional<List<ActivityEvent>> empty(List<ActivityEvent> events) {
    return events.isEmpty() ? Optional.empty() : Optional.of(events);
  }

  /** What is held, for the cursor. */
  void save(StringBuilder into) {
    held.forEach(
        (pid, open) ->
            into.append("h\t")
                .append(pid)
                .append('\t')
                .append(open.atMs)
                .append('\t')
                .append(flat(open.source))
                .append('\t')
                .append(flat(open.reason))
                .append('\t')
                .append(flat(open.user))
                .append('\n'));
    failedPids.keySet().forEach(pid -> into.append("f\t").append(pid).append('\n'));
  }

  private static String flat(String text) {
    String line = text.replace('\t', ' ').replace('\n', ' ');
    return line.length() > 256 ? line.substring(0, 256) : line;
  }

  void restore(String[] saved) {
    if (saved[0].equals("h") && saved.length == 6) {
      held.put(saved[1], new Held(Long.parseLong(saved[2]), saved[5], saved[3], saved[4]));
    } else if (saved[0].equals("f") && saved.length == 2) {
      failedPids.put(saved[1], "");
    }
  }
}
