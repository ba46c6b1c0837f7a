package dev.plainsight.dashboard.access;

/**
 * What somebody is to this installation. One account has one role, so no account crosses the wall.
 */
public enum Role {
  /** Sees own data only, and who looked at it. */
  EMPLOYEE("Employee"),
  /** Sees the own team's activity; never security data. */
  MANAGER("Manager"),
  /** Sees security data of everybody; never activity. */
  ANALYST("Security analyst"),
  /** Sees evidence, with pseudonyms in place of people. */
  AUDITOR("Auditor"),
  /** Sees devices without the people who use them. */
  IT("IT"),
  /** Sees counts, evidence and who looked at whom; no one's activity. */
  OWNER("Owner");

  private final String title;

  Role(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** As Spring Security spells it. */
  String authority() {
    return "ROLE_" + name();
  }
}
