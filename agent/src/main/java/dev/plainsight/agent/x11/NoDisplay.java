package dev.plainsight.agent.x11;

/** Why there is nothing to watch, in words for a slice's detail. */
final class NoDisplay extends Exception {
  private static final long serialVersionUID = 1;

  NoDisplay(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
