package dev.plainsight.scenario;

import org.jspecify.annotations.Nullable;

/** What is special about one of the fleet's devices. */
enum Trait {
  NONE,
  /** The default jiggler, started by its name. */
  JIGGLER,
  /** A board that moves once in five minutes. */
  BOARD_SLOW,
  /** The "realistic" mover. */
  REALISTIC,
  /** A script that presses letters. */
  LETTERS,
  /** Stolen one night. */
  STOLEN,
  /** Goes silent in the middle of a day. */
  SILENT,
  /** Loses an hour of events for good. */
  GAP,
  /** Works far from any network for three days. */
  LATE;

  /** Spread over the roster, none of them a head of a team; a small fleet has the first few. */
  static Trait of(int index) {
    return switch (index) {
      case 7 -> JIGGLER;
      case 9 -> LATE;
      case 13 -> STOLEN;
      case 16 -> SILENT;
      case 19 -> GAP;
      case 22 -> REALISTIC;
      case 31 -> BOARD_SLOW;
      case 43 -> LETTERS;
      default -> NONE;
    };
  }

  boolean feigns() {
    return tool() != null;
  }

  @Nullable FakingTool tool() {
    return switch (this) {
      case JIGGLER -> FakingTool.JIGGLER;
      case BOARD_SLOW -> FakingTool.BOARD_SLOW;
      case REALISTIC -> FakingTool.REALISTIC;
      case LETTERS -> FakingTool.SCRIPT_LETTERS;
      default -> null;
    };
  }
}
