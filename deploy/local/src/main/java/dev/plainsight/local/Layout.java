package dev.plainsight.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the built programs are: a folder that holds the repository, built by Maven. */
final class Layout {
  private Layout() {}

  /** The repository this class was built in. */
  static Path root() {
    String set = System.getProperty("plainsight.root");
    if (set != null) {
      return Path.of(set);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("pipeline/contract"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new StartException(
          "no Plainsight repository at or above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }

  static String classes(String module) {
    return root().resolve(module).resolve("target/classes").toString();
  }

  /** Everything a program needs on its class path. */
  static String classpath(String module) {
    Path file = root().resolve(module).resolve("target/classpath");
    try {
      return classes(module) + File.pathSeparator + Files.readString(file).strip();
    } catch (IOException e) {
      throw new StartException(
          module + " is not built (" + file + " is missing); run: mvn -q -DskipTests package");
    }
  }
}
