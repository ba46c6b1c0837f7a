package dev.plainsight.contract;

import org.jspecify.annotations.Nullable;

/** Settings that a program must not start with; the message is for the person who wrote them. */
public final class SettingsException extends IllegalArgumentException {
  public SettingsException(String message) {
    super(message);
  }

  public SettingsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
