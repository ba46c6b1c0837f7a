package dev.plainsight.agent.outbox;

/**
 * How a start of an outbox is numbered.
 *
 * @param number the fixed epoch; or, counted, the one to begin with in an empty folder
 * @param isFixed a fixed epoch goes on where the spool left it, with the same sequence and chain
 */
public record Epoch(long number, boolean isFixed) {
  /**
   * One more than any before in this folder. In an empty folder it begins with the clock, in
   * seconds: a device whose folder was deleted must not come back with numbers it used before.
   */
  public static Epoch counted() {
    return new Epoch(System.currentTimeMillis() / 1_000, false);
  }

  /** As {@link #counted()}, but an empty folder begins with this number. */
  public static Epoch countedFrom(long first) {
    return new Epoch(first, false);
  }

  /** Always this one: for what must repeat to the byte, such as the replay of a file. */
  public static Epoch fixed(long number) {
    return new Epoch(number, true);
  }
}
