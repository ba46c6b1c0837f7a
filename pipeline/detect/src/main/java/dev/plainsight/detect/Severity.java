package dev.plainsight.detect;

/** How soon a person should look, lowest first. */
public enum Severity {
  INFO(0),
  LOW(1),
  MEDIUM(2),
  HIGH(3);

  private final int level;

  Severity(int level) {
    this.level = level;
  }

  /** 0 to 3: the number it is stored and sorted by. */
  public int level() {
    return level;
  }
}
