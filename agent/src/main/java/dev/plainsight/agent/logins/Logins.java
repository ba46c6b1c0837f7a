package dev.plainsight.agent.logins;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import java.util.regex.Pattern;

/** Builds the events of this package. */
final class Logins {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F.:%]*:.*");

  private Logins() {}

  static Logon.Builder logon(LogonAction action, LogonType type, String service, String account) {
    return Logon.newBuilder()
        .setAction(action)
        .setLogonType(type)
        .setService(service)
        .setTargetUser(account)
        .setOutcome(action == LogonAction.FAILED ? Outcome.FAILURE : Outcome.SUCCESS);
  }

  static Logon.Builder from(Logon.Builder logon, String source) {
    return ADDRESS.matcher(source).matches()
        ? logon.setSourceIp(source)
        : logon.setSourceHost(source);
  }

  /**
   * The event.
   *
   * @param user the account that acted; empty where it is not known who did
   */
  static ActivityEvent event(long atMs, String user, String session, Logon.Builder logon) {
    return ActivityEvent.newBuilder()
        .setOccurredAt(atMs)
        .setEndedAt(atMs)
        .setUser(user)
        .setSessionId(session)
        .setLogon(logon.build())
        .build();
  }
}
