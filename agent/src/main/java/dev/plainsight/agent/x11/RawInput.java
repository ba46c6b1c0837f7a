package dev.plainsight.agent.x11;

/**
 * One raw event.
 *
 * @param code key or button; it stays in this process
 * @param serverMs the server's clock, which wraps at 2^32
 */
record RawInput(Kind kind, int code, long serverMs, InputDevice device) {
  enum Kind {
    KEY,
    BUTTON_DOWN,
    BUTTON_UP,
    MOVE
  }
}
