package dev.plainsight.detect.risk;

import dev.plainsight.detect.Finding;

/**
 * Who or what a case is about.
 *
 * @param key the account, the device id, or the entity of the finding
 */
public record Subject(Kind kind, String key) {
  /** What the key names. */
  public enum Kind {
    PERSON,
    DEVICE,
    ENTITY
  }

  /**
   * The person where the finding names one; else the device, so that a hundred sources that knock
   * at one host are one case; else the entity it was found for.
   */
  public static Subject of(Finding finding) {
    if (!finding.person().isEmpty()) {
      return new Subject(Kind.PERSON, finding.person());
    }
    return finding.deviceId().isEmpty()
        ? new Subject(Kind.ENTITY, finding.entity())
        : new Subject(Kind.DEVICE, finding.deviceId());
  }

  @Override
  public String toString() {
    return kind + ":" + key;
  }
}
