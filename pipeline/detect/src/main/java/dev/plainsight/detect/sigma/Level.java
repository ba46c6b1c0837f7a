package dev.plainsight.detect.sigma;

import dev.plainsight.detect.Severity;

/** How grave the author of a rule holds its match to be, lowest first. */
public enum Level {
  INFORMATIONAL(0, Severity.INFO),
  LOW(1, Severity.LOW),
  MEDIUM(2, Severity.MEDIUM),
  HIGH(3, Severity.HIGH),
  CRITICAL(4, Severity.HIGH);

  private final int number;
  private final Severity severity;

  Level(int number, Severity severity) {
    this.number = number;
    this.severity = severity;
  }

  /** 0 to 4: the number that a threshold compares with. */
  public int number() {
    return number;
  }

  /** The severity of its findings; ours ends at HIGH. */
  public Severity severity() {
    return severity;
  }
}
