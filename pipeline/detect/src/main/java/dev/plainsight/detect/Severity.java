package dev.plainsight.detect;

/** How soon a person should look, lowest first. */
public enum Severity {
  INFO,
  LOW,
  MEDIUM,
  HIGH
}
