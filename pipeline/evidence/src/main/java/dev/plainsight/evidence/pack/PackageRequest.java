package dev.plainsight.evidence.pack;

import dev.plainsight.evidence.Period;
import java.time.LocalDate;

/**
 * What to put together.
 *
 * @param organisation letters, digits, dot, hyphen
 * @param settledThrough the last day on which late data is no longer awaited
 * @param revision from 1, +1 for each package of the same period
 * @param preparedBy who asks for it
 * @param previousDigest SHA-256 of the revision before, hex; empty for the first
 */
public record PackageRequest(
    String organisation,
    Type type,
    Period period,
    LocalDate settledThrough,
    int revision,
    String preparedBy,
    String previousDigest) {

  /** What an auditor reports on. */
  public enum Type {
    /** The design at one day, with one walkthrough item a control. */
    TYPE1,
    /** Operation over a period. */
    TYPE2
  }

  public PackageRequest {
    if (type == Type.TYPE1 && !period.from().equals(period.to())) {
      throw new IllegalArgumentException("a Type 1 package is as of one day, not " + period);
    }
  }

  /** {@code evidence-<org>-<type>-<from>_<to>-r<N>.zip}. */
  public String fileName() {
    return "evidence-%s-%s-%s_%s-r%d.zip"
        .formatted(organisation, typeName(), period.from(), period.to(), revision);
  }

  String typeName() {
    return type == Type.TYPE1 ? "type1" : "type2";
  }
}
