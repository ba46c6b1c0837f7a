package dev.plainsight.store;

import org.jspecify.annotations.Nullable;

/** The store did not do what was asked; the message says what, where and the engine's own words. */
public final class StoreException extends RuntimeException {
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
