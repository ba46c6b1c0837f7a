package dev.plainsight.jobs;

import com.maxmind.db.Reader;
import com.maxmind.db.Reader.FileMode;
import dev.plainsight.contract.Settings;
import dev.plainsight.detect.surroundings.PlaceDatabases;
import dev.plainsight.detect.surroundings.Places;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The databases of places that are given as files. Each is read into memory once for all tasks of a
 * process: a file that is replaced while it is read from is nobody's trouble, and comes into force
 * at the next start.
 */
final class PlacesFiles {
  private static final Map<List<Version>, WeakReference<Places>> READ = new HashMap<>();

  private PlacesFiles() {}

  /** One file as it was when it was read. */
  private record Version(String file, long bytes, FileTime modifiedAt) {}

  /** The files that the settings name. */
  static List<String> of(Settings settings) {
    return Stream.of(settings.text("places.files").split(",", -1))
        .map(String::strip)
        .filter(file -> !file.isEmpty())
        .map(
            file ->
                file.startsWith("~/") ? System.getProperty("user.home") + file.substring(1) : file)
        .toList();
  }

  /**
   * The places of these files; {@link Places#NONE} where there are no files.
   *
   * @throws IllegalArgumentException where one is not there, is damaged or tells nothing of places;
   *     the message names it
   */
  static synchronized Places open(List<String> files) {
    List<Version> versions = new ArrayList<>();
    for (String file : files) {
      versions.add(version(file));
    }
    WeakReference<Places> read = READ.get(versions);
    @Nullable Places places = read == null ? null : read.get();
    if (places == null) {
      places = PlaceDatabases.of(files.stream().map(PlacesFiles::given).toList());
      READ.values().removeIf(each -> each.get() == null);
      READ.put(versions, new WeakReference<>(places));
    }
    return places;
  }

  private static Version version(String file) {
    try {
      Path path = Path.of(file);
      return new Version(file, Files.size(path), Files.getLastModifiedTime(path));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the database of places " + file + " cannot be read: " + e, e);
    }
  }

  private static PlaceDatabases.Given given(String file) {
    return new PlaceDatabases.Given(
        file, () -> new Reader(Path.of(file).toFile(), FileMode.MEMORY));
  }
}
