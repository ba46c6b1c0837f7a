package dev.plainsight.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A part that writes down when it starts and stops, and does nothing between: FILE NAME. */
final class Steady {
  private Steady() {}

  public static void main(String[] args) throws Exception {
    Path diary = Path.of(args[0]);
    note(diary, args[1] + " starts");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> note(diary, args[1] + " stops")));
    System.out.println(args[1] + " is here");
    Thread.sleep(Long.MAX_VALUE);
  }

  private static void note(Path diary, String line) {
    try {
      Files.writeString(diary, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
