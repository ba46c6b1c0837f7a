package dev.plainsight.agent.outbox;

import java.io.IOException;
import java.nio.file.Path;

/** Small files that only their owner may read, durable and never half written. */
public final class PrivateFile {
  private PrivateFile() {}

  /** Makes or replaces the file. */
  public static void write(Path file, byte[] contents) throws IOException {
    Disk.replace(file, contents, true);
  }
}
