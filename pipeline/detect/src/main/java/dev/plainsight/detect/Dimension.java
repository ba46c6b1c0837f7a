package dev.plainsight.detect;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;

/** Whose events a rule folds together: the entity that its findings are about. */
public enum Dimension {
  /** One person on one device. */
  PERSON_ON_DEVICE {
    @Override
    public String keyOf(IdentifiedEvent event) {
      String user = event.getEvent().getUser();
      return user.isEmpty() ? "" : user + "@" + event.getDeviceId();
    }
  },
  /** One person, by the account that an event is of, on all devices. */
  PERSON {
    @Override
    public String keyOf(IdentifiedEvent event) {
      return event.getEvent().getUser();
    }
  },
  /** One account that is logged on to, wherever it is used. */
  ACCOUNT {
    @Override
    public String keyOf(IdentifiedEvent event) {
      Logon logon = event.getEvent().getLogon();
      return logon == null ? "" : logon.getTargetUser();
    }
  },
  /** One source address (or host name where there is no address) of logons. */
  SOURCE {
    @Override
    public String keyOf(IdentifiedEvent event) {
      Logon logon = event.getEvent().getLogon();
      if (logon == null) {
        return "";
      }
      return logon.getSourceIp().isEmpty() ? logon.getSourceHost() : logon.getSourceIp();
    }
  },
  /** One device. */
  DEVICE {
    @Override
    public String keyOf(IdentifiedEvent event) {
      return event.getDeviceId();
    }
  },
  /**
   * The programs that one device starts, apart from what else it tells: there may be thousands a
   * day, which must not cost its other rules their history.
   */
  PROGRAMS {
    @Override
    public String keyOf(IdentifiedEvent event) {
      return event.getEvent().getProcess() == null ? "" : event.getDeviceId();
    }

    @Override
    public int historyMax() {
      return Timeline.HISTORY_MAX / 10;
    }
  };

  /** The most events kept for one entity; beyond it the older half is folded for good. */
  public int historyMax() {
    return Timeline.HISTORY_MAX;
  }

  /** The key under which this event is folded; empty where it concerns no key of this kind. */
  public abstract String keyOf(IdentifiedEvent event);
}
