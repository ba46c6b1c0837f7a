package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.detect.Dimension;
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

  /** A way in that was taken: a session begins or goes on. */
  static boolean isWayIn(IdentifiedEvent event) {
    Logon logon = event.getEvent().getLogon();
    return logon != null
        && logon.getOutcome() != Outcome.FAILURE
        && switch (logon.getAction()) {
          case LOGON, UNLOCK, CONNECT -> true;
          default -> false;
        };
  }

  /** A way in that a person took, not a timer or a service. */
  static boolean isPersonsWayIn(IdentifiedEvent event) {
    return isWayIn(event)
        && switch (of(event).getLogonType()) {
          case SERVICE, BATCH -> false;
          default -> true;
        };
  }

  /** The address it came from, or the host's name; empty where it was local. */
  static String source(IdentifiedEvent event) {
    return Dimension.SOURCE.keyOf(event);
  }

  /** A way in that a guessed password may have opened: a public key is not guessed. */
  static boolean isGuessableSuccess(IdentifiedEvent event) {
    return isWayIn(event) && !of(event).getMethod().equals("publickey");
  }
}
