package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.Outcome;
import java.util.Objects;

/** What the access rules mean by a failure and by a way in. */
final class Logons {
  private Logons() {}

  static Logon of(IdentifiedEvent event) {
    return Objects.requireNonNull(event.getEvent().getLogon(), "not a logon event");
  }

  static boolean isFailure(IdentifiedEvent event) {
    Logon logon = event.getEvent().getLogon();
    return logon != null
        && (logon.getAction() == LogonAction.FAILED || logon.getOutcome() == Outcome.FAILURE);
  }

  /** A way in that a guessed password may have opened: a public key is not guessed. */
  static boolean isGuessableSuccess(IdentifiedEvent event) {
    Logon logon = event.getEvent().getLogon();
    return logon != null
        && logon.getOutcome() != Outcome.FAILURE
        && !logon.getMethod().equals("publickey")
        && switch (logon.getAction()) {
          case LOGON, UNLOCK, CONNECT -> true;
          default -> false;
        };
  }
}
