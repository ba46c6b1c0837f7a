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

/** Changes of accounts: useradd, usermod, userdel, passwd, chpasswd, chage, gpasswd. */
final class AccountLines {
  private record Form(Pattern pattern, String reason, boolean isFailure) {}

  /** In each, the first group is the account. */
  private static final List<Form> FORMS =
      List.of(
          done("new user: name=([^,\\s]+),.*", "new user"),
          done("delete user '([^']+)'.*", "user deleted"),
          done("add '([^']+)' to (?:shadow )?group '.*", "added to a group"),
          done("user (\\S+) added by \\S+ to group .*", "added to a group"),
          done("delete '([^']+)' from (?:shadow )?group '.*", "removed from a group"),
          done("change user '([^']+)'.*", "user changed"),
          done("(?:lock|unlock) user '([^']+)'.*", "locked or unlocked"),
          done("changed (?:user '([^']+)'|password expiry for (?:\\S+)).*", "expiry changed"),
          done("pam_unix\\(\\w+:chauthtok\\): password changed for (\\S+)", "password changed"),
          failed("failed adding user '([^']+)'.*", "adding failed"),
          failed(
              "pam_unix\\(\\w+:chauthtok\\): user \"([^\"]*)\" does not exist in .*",
              "no such account"));

  private AccountLines() {}

  static Optional<List<ActivityEvent>> read(long atMs, String tag, String message) {
    for (Form form : FORMS) {
      Matcher line = form.pattern.matcher(message);
      if (line.matches()) {
        String account = line.group(1) == null ? "" : line.group(1);
        return Optional.of(List.of(change(atMs, tag, account, form)));
      }
    }
    return Optional.empty();
  }

  private static ActivityEvent change(long atMs, String tag, String account, Form form) {
    Logon.Builder logon =
        Logins.logon(LogonAction.ACCOUNT_CHANGE, LogonType.UNKNOWN, tag, account)
            .setReason(form.reason)
            .setOutcome(form.isFailure ? Outcome.FAILURE : Outcome.SUCCESS);
    return Logins.event(atMs, "", "", logon);
  }

  private static Form done(String pattern, String reason) {
    return new Form(Pattern.compile(pattern), reason, false);
  }

  private static Form failed(String pattern, String reason) {
    return new Form(Pattern.compile(pattern), reason, true);
  }
}
