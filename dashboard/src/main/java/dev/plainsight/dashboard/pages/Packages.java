package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.DashboardSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The evidence packages in the folder of the settings; nothing outside it can be named. */
@Component
class Packages {
  private final String folder;

  Packages(DashboardSettings settings) {
    this.folder = settings.evidence().packages().toString();
  }

  /** A package that was built; {@code builtAt} is ms since 1970 UTC. */
  public record Built(String name, long bytes, long builtAt) {}

  boolean isSet() {
    return !folder.isEmpty();
  }

  /** The newest first. */
  List<Built> list() {
    if (!isSet() || !Files.isDirectory(Path.of(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".zip"))
          .filter(Files::isRegularFile)
          .map(Packages::of)
          .sorted(Comparator.comparingLong(Built::builtAt).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the packages in " + folder, e);
    }
  }

  /** The file of a package that is in the list. */
  Path file(String name) {
    if (list().stream().noneMatch(known -> known.name().equals(name))) {
      throw new Trouble.NotHere("This package");
    }
    return Path.of(folder, name);
  }

  private static Built of(Path file) {
    try {
      return new Built(
          file.getFileName().toString(),
          Files.size(file),
          Files.getLastModifiedTime(file).toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
