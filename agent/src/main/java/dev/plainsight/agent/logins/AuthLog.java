package dev.plainsight.agent.logins;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an authentication log line by line, live or from a file: the same lines give the same
 * events. What it must remember between lines is bounded, and goes into the reader's cursor.
 */
final class AuthLog {
  /** Longer lines are no lines of syslog (its own limit is 8 KB). */
  static final int LINE_CHARS_MAX = 16_384;

  /** A syslog daemon folds at most so many equal lines that this is worth believing. */
  private static final int REPEATS_MAX = 1_000;

  private static final Pattern REPEATED =
      Pattern.compile("message repeated (\\d{1,9}) times: \\[ (.*)\\]");

  private final Function<Stamp, OptionalLong> clock;
  private final SshdLines sshd = new SshdLines();
  private final SessionLines sessions = new SessionLines();

  AuthLog(Function<Stamp, OptionalLong> clock) {
    this.clock = clock;
  }

  Parsed read(String line) {
    if (line.length() > LINE_CHARS_MAX) {
      return Parsed.unreadable("longer than " + LINE_CHARS_MAX + " characters");
    }
    Optional<SyslogLine> parsed = SyslogLine.parse(line);
    if (parsed.isEmpty()) {
      return Parsed.unreadable("no time stamp and host of a known form at its start");
    }
    OptionalLong at = clock.apply(parsed.get().stamp());
    return at.isEmpty()
        ? Parsed.unreadable("a date that its year does not have")
        : read(at.getAsLong(), parsed.get());
  }

  private Parsed read(long atMs, SyslogLine line) {
    Matcher repeated = REPEATED.matcher(line.message());
    if (!repeated.matches()) {
      return told(tell(atMs, line.tag(), line.pid(), line.message()));
    }
    int times = Integer.parseInt(repeated.group(1));
    if (times > REPEATS_MAX) {
      return Parsed.unreadable("repeated " + times + " times; at most " + REPEATS_MAX);
    }
    List<ActivityEvent> events = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      tell(atMs, line.tag(), line.pid(), repeated.group(2)).ifPresent(events::addAll);
    }
    events.forEach(event -> noteRepeat(event, times));
    return events.isEmpty() ? Parsed.notOfInterest() : Parsed.of(events);
  }

  private static void noteRepeat(ActivityEvent event, int times) {
    Logon logon = event.getLogon();
    if (logon != null && logon.getReason().isEmpty()) {
      logon.setReason("one of " + times + " that the log folded into one line");
    }
  }

  private static Parsed told(Optional<List<ActivityEvent>> events) {
    return events.map(Parsed::of).orElseGet(Parsed::notOfInterest);
  }

  private Optional<List<ActivityEvent>> tell(long atMs, String tag, String pid, String message) {
    return switch (tag) {
      case "sshd", "sshd-session", "sshd-auth" -> sshd(atMs, pid, message);
      case "sudo" -> ElevationLines.sudo(atMs, message);
      case "su", "su-l" -> ElevationLines.su(atMs, message);
      case "systemd-logind" -> sessions.logind(atMs, message);
      case "login", "gdm-password", "lightdm", "sddm", "xdm", "kde", "xscreensaver" ->
          SessionLines.console(atMs, tag, message);
      case "useradd", "usermod", "userdel", "passwd", "chpasswd", "chage", "gpasswd" ->
          AccountLines.read(atMs, tag, message);
      default -> Optional.empty();
    };
  }

  private Optional<List<ActivityEvent>> sshd(long atMs, String pid, String message) {
    Optional<List<ActivityEvent>> events = sshd.read(atMs, pid, message);
    events.stream()
        .flatMap(List::stream)
        .filter(event -> isLogon(event.getLogon()))
        .forEach(event -> sessions.loggedOn(event.getOccurredAt(), event.getUser()));
    return events;
  }

  private static boolean isLogon(@Nullable Logon logon) {
    return logon != null && logon.getAction() == LogonAction.LOGON;
  }

  /** What was left open for too long at this time; all of it at the end of a file. */
  List<ActivityEvent> release(long nowMs, boolean atEnd) {
    return sshd.release(nowMs, atEnd);
  }

  /** What must be known to go on behind the last line read. */
  String save() {
    StringBuilder saved = new StringBuilder();
    sshd.save(saved);
    sessions.save(saved);
    return saved.toString();
  }

  void restore(String saved) {
    for (String line : saved.split("\n", -1)) {
      String[] parts = line.split("\t", -1);
      sshd.restore(parts);
      sessions.restore(parts);
    }
  }
}
