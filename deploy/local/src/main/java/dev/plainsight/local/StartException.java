package dev.plainsight.local;

/** The stack cannot start; the message names what stands in the way and the way out. */
public final class StartException extends RuntimeException {
  public StartException(String message) {
    super(message);
  }
}
