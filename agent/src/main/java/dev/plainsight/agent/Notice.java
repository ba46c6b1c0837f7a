package dev.plainsight.agent;

import dev.plainsight.agent.outbox.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The notice that this machine collects activity. Nothing is collected before it is acknowledged:
 * by the site for its people, or by each person with {@code plainsight-agent acknowledge}.
 */
final class Notice {
  static final String TEXT =
      """
      This computer records work activity in plain sight: which application is in front, how much
      is typed and moved (counts, never content), logins, and programs that start. No screenshots,
      no keystroke content, no stealth. You can see everything that is recorded about you.
      """;

  private final boolean bySite;
  private final Path file;

  Notice(boolean bySite, Path folder) {
    this.bySite = bySite;
    this.file = folder.resolve("notice-acknowledged");
  }

  boolean isAcknowledged() {
    return bySite || Files.exists(file);
  }

  /** Who acknowledged, in words. */
  String by() {
    return bySite ? "by the site" : "by the person";
  }

  void acknowledge(String person) throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    PrivateFile.write(file, (person + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
