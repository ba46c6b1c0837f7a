package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.Presence;

/** Whether a hand, or what passes for one, did anything. */
final class Input {
  private Input() {}

  static boolean isIn(Presence slice) {
    return slice.getKeys() + slice.getClicks() + slice.getWheel() + slice.getMoves() > 0;
  }
}
