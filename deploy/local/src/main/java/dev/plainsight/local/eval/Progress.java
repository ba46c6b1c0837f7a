package dev.plainsight.local.eval;

import java.util.Locale;

/** A bar on the error stream, so that the table on the output stays clean. */
final class Progress {
  private static final int WIDTH = 30;
  private final String what;
  private final int steps;
  private int done;

  Progress(String what, int steps) {
    this.what = what;
    this.steps = steps;
  }

  void step() {
    done++;
    int filled = WIDTH * done / steps;
    System.err.printf(
        Locale.ROOT,
        "\r%-8s [%s%s] %d/%d%s",
        what,
        "#".repeat(filled),
        "-".repeat(WIDTH - filled),
        done,
        steps,
        done == steps ? System.lineSeparator() : "");
  }
}
