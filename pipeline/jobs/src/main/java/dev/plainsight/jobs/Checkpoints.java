package dev.plainsight.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a restarted job goes on from: on disk, the newest checkpoint that was completed. */
final class Checkpoints {
  private Checkpoints() {}

  /** The folder of the newest completed checkpoint below {@code folder}; empty on a first start. */
  static Optional<Path> newest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .filter(file -> file.toFile().length() > 0)
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .map(Path::getParent);
    }
  }
}
