package dev.plainsight.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingLogTest {
  private static final int BYTES_MAX = 1_000;

  @TempDir Path folder;

  @Test
  void keepsTheNewestWordsInABoundedNumberOfBoundedFiles() throws IOException {
    RollingLog log = new RollingLog(folder.resolve("part.log"), BYTES_MAX, 2);
    for (int i = 0; i < 100; i++) {
      log.copy(
          new ByteArrayInputStream(
              ("line " + i + " ".repeat(90) + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    assertEquals(List.of("part.log", "part.log.1", "part.log.2"), names());
    for (String name : names()) {
      assertTrue(Files.size(folder.resolve(name)) <= BYTES_MAX, name);
    }
    List<String> newest = Files.readAllLines(folder.resolve("part.log"));
    assertTrue(newest.get(newest.size() - 1).startsWith("line 99"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
