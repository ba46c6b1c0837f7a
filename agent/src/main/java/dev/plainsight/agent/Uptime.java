package dev.plainsight.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Milliseconds since boot, sleep included: a clock that nobody sets. */
final class Uptime {
  private static final Path FILE = Path.of("/proc/uptime");

  private Uptime() {}

  /** Where the system does not tell, a clock of this process. */
  static long nowMs() {
    try {
      String text = Files.readString(FILE);
      return Math.round(Double.parseDouble(text.substring(0, text.indexOf(' '))) * 1_000);
    } catch (IOException | RuntimeException e) {
      return System.nanoTime() / 1_000_000;
    }
  }
}
