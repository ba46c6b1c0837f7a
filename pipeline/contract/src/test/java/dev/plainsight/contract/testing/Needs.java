package dev.plainsight.contract.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of its machine. Where it is absent the test is skipped with a line that says
 * so; under {@code PLAINSIGHT_REQUIRE_ALL=1} (CI) it fails instead.
 */
public final class Needs {
  private Needs() {}

  /** A file or folder below shared/data, which is never part of the repository. */
  public static Path sharedData(String path) {
    Path file = shared().resolve("data").resolve(path);
    need(Files.exists(file), "../shared/data/" + path + " (real data, not in the repository)");
    return file;
  }

  /** A program of the machine, such as {@code Xvfb}; the path it was found at. */
  public static Path program(String name, String debianPackage) {
    for (String folder : List.of("/usr/bin", "/usr/local/bin", "/usr/sbin", "/bin")) {
      Path file = Path.of(folder, name);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    need(false, name + " (Debian package " + debianPackage + ")");
    throw new IllegalStateException("unreachable: " + name);
  }

  /** Skips, or fails where everything is required, unless the thing is there. */
  public static void need(boolean there, String what) {
    if (!there) {
      String message = "skipped: this machine lacks " + what;
      Assertions.assertNotEquals("1", System.getenv("PLAINSIGHT_REQUIRE_ALL"), message);
      Assumptions.abort(message);
    }
  }

  /** The repository's root: the folder that holds the launcher's pom and the pipeline. */
  public static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("pipeline/contract"))) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of("").toAbsolutePath() : folder;
  }

  private static Path shared() {
    String set = System.getenv("PLAINSIGHT_SHARED");
    return set != null ? Path.of(set) : repository().resolveSibling("shared");
  }
}
