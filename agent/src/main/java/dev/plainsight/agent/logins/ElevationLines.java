package dev.plainsight.agent.logins;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of sudo and su. Each elevation is told once: sudo's by its own line, which has the
 * command, su's by the session that PAM opens, which names who it was on every distribution.
 */
final class ElevationLines {
  private static final Pattern SUDO =
      Pattern.compile(
          " *(\\S+) : (?:([^;=]{1,120}) ; )?(?:[A-Z_]+=[^;]*; )*USER=(\\S+) ;(?: [A-Z_]+=[^;]* ;)*"
              + " COMMAND=(.*)");
  private static final Pattern SU_OPENED =
      Pattern.compile(
          "pam_unix\\(su(?:-l)?:session\\): session opened for user ([^\\s(]+)(?:\\(uid=\\d+\\))?"
              + " by ([^\\s(]*)\\(uid=(\\d+)\\)");
  private static final Pattern SU_FAILED =
      Pattern.compile(
          "pam_unix\\(su(?:-l)?:auth\\): authentication failure;.* ruser=(\\S*) rhost=\\S*"
              + "(?: +user=(\\S+))?");

  private ElevationLines() {}

  static Optional<List<ActivityEvent>> sudo(long atMs, String message) {
    Matcher line = SUDO.matcher(message);
    if (!line.matches()) {
      return Optional.empty();
    }
    String reason = line.group(2) == null ? "" : line.group(2);
    Logon.Builder logon = elevation("sudo", line.group(3), reason).setCommand(line.group(4));
    return Optional.of(List.of(Logins.event(atMs, line.group(1), "", logon)));
  }

  static Optional<List<ActivityEvent>> su(long atMs, String message) {
    Matcher opened = SU_OPENED.matcher(message);
    if (opened.matches()) {
      String by =
          opened.group(2).isEmpty() && opened.group(3).equals("0") ? "root" : opened.group(2);
      return Optional.of(List.of(Logins.event(atMs, by, "", elevation("su", opened.group(1), ""))));
    }
    Matcher failed = SU_FAILED.matcher(message);
    if (failed.matches()) {
      String target = failed.group(2) == null ? "" : failed.group(2);
      Logon.Builder logon = elevation("su", target, "authentication failure");
      return Optional.of(List.of(Logins.event(atMs, failed.group(1), "", logon)));
    }
    return Optional.empty();
  }

  private static Logon.Builder elevation(String service, String target, String reason) {
    return Logins.logon(LogonAction.ELEVATE, LogonType.UNKNOWN, service, target)
        .setReason(reason)
        .setOutcome(reason.isEmpty() ? Outcome.SUCCESS : Outcome.FAILURE);
  }
}
