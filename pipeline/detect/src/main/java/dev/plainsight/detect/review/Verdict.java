package dev.plainsight.detect.review;

/** What a person decided about a finding. */
public enum Verdict {
  /** Nothing yet, or no longer. */
  NEEDS_REVIEW,
  /** It is as it should be, and so are others like it until a given moment. */
  EXPECTED,
  /** It has an honest explanation; others like it need their own. */
  EXPLAINED,
  /** The rule is wrong about it. */
  FALSE_POSITIVE,
  /** It is what it seems: an incident. Its events are not what is usual for the entity. */
  CONFIRMED,
  /** An incident that was dealt with. */
  RESOLVED;

  /** Whether the finding stays out of risk and cases. */
  public boolean setsAside() {
    return this == EXPECTED || this == EXPLAINED || this == FALSE_POSITIVE;
  }

  /** Whether the finding's events stay out of what is usual for the entity. */
  public boolean isIncident() {
    return this == CONFIRMED || this == RESOLVED;
  }

  /** An incident is resolved or looked at anew; only an incident can be resolved. */
  public boolean mayBecome(Verdict next) {
    return switch (this) {
      case CONFIRMED -> next == RESOLVED || next == NEEDS_REVIEW;
      case RESOLVED -> next == NEEDS_REVIEW;
      default -> next != RESOLVED && (next != this || this == EXPECTED);
    };
  }
}
