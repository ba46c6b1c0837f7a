package dev.plainsight.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The text files below a folder, in a zip file, or one file alone, by name and in its order. Read
 * within bounds: whatever a zip file says of its sizes, no more is unpacked.
 */
public final class TextFiles {
  /** The most files. */
  public static final int FILES_MAX = 20_000;

  /** The most bytes of one file. */
  public static final int FILE_MAX = 1_000_000;

  /** The most bytes of all files. */
  public static final int ALL_MAX = 16 << 20;

  private final Path place;
  private final Pattern names;
  private final Map<String, String> texts = new TreeMap<>();
  private long bytes;

  private TextFiles(Path place, Pattern names) {
    this.place = place;
    this.names = names;
  }

  /**
   * The files.
   *
   * @param names what the whole name of a file, without its folders, must match; of one file alone
   *     it is not asked
   * @throws IOException where something cannot be read or is over a bound; the message names it
   */
  public static Map<String, String> read(Path place, Pattern names) throws IOException {
    TextFiles files = new TextFiles(place, names);
    if (Files.isDirectory(place)) {
      files.readFolder();
    } else if (place.toString().endsWith(".zip")) {
      files.readZip();
    } else {
      try (InputStream content = Files.newInputStream(place)) {
        files.take(String.valueOf(place.getFileName()), content);
      }
    }
    return files.texts;
  }

  private void readFolder() throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      for (Path file : all.filter(Files::isRegularFile).filter(this::isWanted).toList()) {
        try (InputStream content = Files.newInputStream(file)) {
          take(place.relativize(file).toString(), content);
        }
      }
    }
  }

  private boolean isWanted(Path file) {
    return names.matcher(String.valueOf(file.getFileName())).matches();
  }

  private void readZip() throws IOException {
    try (ZipFile zip = new ZipFile(place.toFile())) {
      for (ZipEntry entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
        String name = entry.getName();
        if (names.matcher(name.substring(name.lastIndexOf('/') + 1)).matches()) {
          try (InputStream content = zip.getInputStream(entry)) {
            take(name, content);
          }
        }
      }
    }
  }

  private void take(String name, InputStream content) throws IOException {
    byte[] text = content.readNBytes(FILE_MAX + 1);
    bytes += text.length;
    if (text.length > FILE_MAX) {
      throw new IOException(place + ": " + name + " is larger than " + FILE_MAX + " bytes");
    }
    if (bytes > ALL_MAX || texts.size() == FILES_MAX) {
      throw new IOException(
          "%s holds more than %d MiB or %d files; give less at a time"
              .formatted(place, ALL_MAX >> 20, FILES_MAX));
    }
    texts.put(name, new String(text, StandardCharsets.UTF_8));
  }
}
