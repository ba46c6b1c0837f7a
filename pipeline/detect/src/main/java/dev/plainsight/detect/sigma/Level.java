package dev.plainsight.detect.sigma;

import dev.plainsight.detect.Severity;

/** How grave the author of a rule holds its match to be, lowest first. */
public enum Level {
  INFORMATIONAL(Severity.INFO),
  LOW(Severity.LOW),
  MEDIUM(Severity.MEDIUM),
  HIGH(Severity.HIGH),
  CRITICAL(Severity.HIGH);

  private final Severity severity;

  Level(Severity severity) {
    this.severity = severity;
  }

  /** The severity of its findings; ours ends at HIGH. */
  public Severity severity() {
    return severity;
  }
}
