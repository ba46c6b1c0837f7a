package dev.plainsight.agent.logins;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sessions that logind opens, and failures at a console. A session that follows an SSH login of the
 * same account within seconds is that login, already told.
 */
final class SessionLines {
  private static final long SAME_LOGIN_MS_MAX = 10_000;
  private static final int REMEMBERED_MAX = 64;
  private static final Pattern OPENED =
      Pattern.compile("New session '?(\\S{1,32}?)'? of user '?(\\S+?)'?(?: with class .*)?\\.");
  private static final Pattern REMOVED = Pattern.compile("Removed session '?(\\S{1,32}?)'?\\.");
  private static final Pattern FAILED =
      Pattern.compile(
          "pam_unix\\(([\\w-]+):auth\\): authentication failure;.* ruser=\\S* rhost=(\\S*)"
              + "(?: +user=(\\S+))?");

  private final Map<String, Long> sshLogins = new LinkedHashMap<>();
  private final Map<String, String> open = new LinkedHashMap<>();

  /** An SSH login was told. */
  void loggedOn(long atMs, String user) {
    remember(sshLogins, user, atMs);
  }

  Optional<List<ActivityEvent>> logind(long atMs, String message) {
    Matcher opened = OPENED.matcher(message);
    if (opened.matches()) {
      return opened(atMs, opened.group(1), opened.group(2));
    }
    Matcher removed = REMOVED.matcher(message);
    String user = removed.matches() ? open.remove(removed.group(1)) : null;
    return user == null
        ? Optional.empty()
        : Optional.of(List.of(session(atMs, LogonAction.DISCONNECT, removed.group(1), user)));
  }

  private Optional<List<ActivityEvent>> opened(long atMs, String id, String user) {
    Long ssh = sshLogins.get(user);
    if (ssh != null && Math.abs(atMs - ssh) <= SAME_LOGIN_MS_MAX) {
      return Optional.empty();
    }
    remember(open, id, user);
    return Optional.of(List.of(session(atMs, LogonAction.CONNECT, id, user)));
  }

  private static ActivityEvent session(long atMs, LogonAction action, String id, String user) {
    return Logins.event(
        atMs, user, id, Logins.logon(action, LogonType.UNKNOWN, "systemd-logind", user));
  }

  /** A wrong password at a console or a display manager. */
  static Optional<List<ActivityEvent>> console(long atMs, String tag, String message) {
    Matcher failed = FAILED.matcher(message);
    if (!failed.matches()) {
      return Optional.empty();
    }
    String account = failed.group(3) == null ? "" : failed.group(3);
    return Optional.of(
        List.of(
            Logins.event(
                atMs,
                "",
                "",
                Logins.from(
                    Logins.logon(LogonAction.FAILED, LogonType.CONSOLE, tag, account)
                        .setMethod("password")
                        .setReason("authentication failure"),
                    failed.group(2)))));
  }

  private static <V> void remember(Map<String, V> map, String key, V value) {
    map.remove(key);
    map.put(key, value);
    if (map.size() > REMEMBERED_MAX) {
      map.remove(map.keySet().iterator().next());
    }
  }

  void save(StringBuilder into) {
    sshLogins.forEach((user, at) -> line(into, "l", user, at + ""));
    open.forEach((id, user) -> line(into, "o", id, user));
  }

  private static void line(StringBuilder into, String kind, String key, String value) {
    if (key.length() + value.length() < 300) {
      into.append(kind).append('\t').append(key).append('\t').append(value).append('\n');
    }
  }

  void restore(String[] saved) {
    if (saved[0].equals("l") && saved.length == 3) {
      sshLogins.put(saved[1], Long.parseLong(saved[2]));
    } else if (saved[0].equals("o") && saved.length == 3) {
      open.put(saved[1], saved[2]);
    }
  }
}
