package dev.plainsight.agent.x11;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a microphone is being recorded from, by ALSA's own account, which sound servers go
 * through too. It says nothing of who listens: a dictation counts as a call.
 */
final class Microphone {
  private final Path cards;

  /** {@code cards}: {@code /proc/asound}, or its like. */
  Microphone(Path cards) {
    this.cards = cards;
  }

  boolean isInUse() {
    return Files.isDirectory(cards) && anyRuns(cards, "card*", 0);
  }

  /** card0 / pcm0c (c: capture) / sub0 / status. */
  private static boolean anyRuns(Path folder, String glob, int depth) {
    String[] globs = {"pcm*c", "sub*", "status"};
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
      for (Path entry : entries) {
        boolean runs =
            depth == globs.length ? runs(entry) : anyRuns(entry, globs[depth], depth + 1);
        if (runs) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean runs(Path status) throws IOException {
    return Files.readString(status, StandardCharsets.ISO_8859_1).startsWith("state: RUNNING");
  }
}
