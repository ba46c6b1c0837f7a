package dev.plainsight.agent.outbox;

import java.io.IOException;

/** What a kill leaves behind, within one JVM. */
public final class Kill {
  private Kill() {}

  /** Lets go of the folder with nothing flushed. */
  public static void kill(Outbox outbox) throws IOException {
    outbox.releaseForTest();
  }
}
