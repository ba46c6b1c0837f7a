package dev.plainsight.dashboard.access;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The sign-ins of the first start, shown once on the console. */
final class Sign {
  private Sign() {}

  static void show(Map<String, String> passwords, Path accounts, String keptIn) {
    if (passwords.isEmpty()) {
      return;
    }
    String lines =
        passwords.entrySet().stream()
            .map(entry -> "  %-10s %s".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("\n"));
    System.out.println(
        "Sign-ins, shown this once and kept only as hashes in " + accounts + ":\n" + lines);
    if (!keptIn.isEmpty()) {
      PrivateFile.write(Path.of(keptIn), lines + "\n");
    }
  }
}
