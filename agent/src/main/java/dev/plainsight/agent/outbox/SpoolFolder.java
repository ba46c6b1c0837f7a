package dev.plainsight.agent.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of one spool: {@code key}, {@code epoch}, {@code acked}, {@code lock} and the segments
 * {@code 0000000000000001.seg}. Only one process holds it at a time.
 */
final class SpoolFolder implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SpoolFolder.class.getName());
  private static final Pattern SEGMENT = Pattern.compile("(\\d{16})\\.seg(\\.damaged)?");
  private static final int KEY_BYTES = 32;

  private final Path folder;
  private final FileChannel lock;

  private SpoolFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  static SpoolFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new IOException(
          "another agent is using the spool " + folder + "; stop it, or name another folder");
    }
    return new SpoolFolder(folder, channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The key of all frames; made at the first start. One of a wrong size is set aside. */
  byte[] key() throws IOException {
    Path file = folder.resolve("key");
    if (Files.exists(file)) {
      byte[] key = Files.readAllBytes(file);
      if (key.length == KEY_BYTES) {
        return key;
      }
      LOG.severe(
          file + " has " + key.length + " bytes, not 32: set aside; what it sealed is unreadable");
      Files.move(file, folder.resolve("key.damaged-" + System.currentTimeMillis()));
    }
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Disk.replace(file, key, true);
    return key;
  }

  /** The last epoch given; -1 where there was none. */
  long epoch() {
    long[] numbers = numbers("epoch");
    return numbers.length == 1 ? numbers[0] : -1;
  }

  void saveEpoch(long epoch, boolean fsync) throws IOException {
    save("epoch", epoch + "", fsync);
  }

  /** Up to where the log has everything. A lost file costs repeats, which the log's side drops. */
  Place acked() {
    long[] numbers = numbers("acked");
    return numbers.length == 2 ? new Place(numbers[0], (int) numbers[1]) : Place.START;
  }

  void saveAcked(Place place) throws IOException {
    save("acked", place.segment() + " " + place.frame(), false);
  }

  private void save(String name, String text, boolean fsync) throws IOException {
    Disk.replace(folder.resolve(name), text.getBytes(StandardCharsets.US_ASCII), fsync);
  }

  private long[] numbers(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file)
          ? Pattern.compile(" ")
              .splitAsStream(Files.readString(file))
              .mapToLong(Long::parseLong)
              .toArray()
          : new long[0];
    } catch (IOException | NumberFormatException e) {
      LOG.warning(file + " cannot be read (" + e.getMessage() + "): going on without it");
      return new long[0];
    }
  }

  /** Segments by number, those set aside left out. */
  SortedMap<Long, Path> segments() throws IOException {
    TreeMap<Long, Path> found = new TreeMap<>();
    for (Path file : files()) {
      Matcher name = SEGMENT.matcher(file.getFileName().toString());
      if (name.matches() && name.group(2) == null) {
        found.put(Long.parseLong(name.group(1)), file);
      }
    }
    return found;
  }

  /** A number above every segment that is or was set aside here. */
  long freshSegment() throws IOException {
    long highest = acked().segment();
    for (Path file : files()) {
      Matcher name = SEGMENT.matcher(file.getFileName().toString());
      highest = name.matches() ? Math.max(highest, Long.parseLong(name.group(1))) : highest;
    }
    return highest + 1;
  }

  Path segment(long number) {
    return folder.resolve(String.format("%016d.seg", number));
  }

  /** Keeps a damaged segment for whoever wants to look, out of the way. */
  static void setAside(Path segment) throws IOException {
    Files.move(segment, segment.resolveSibling(segment.getFileName() + ".damaged"));
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (var listed = Files.newDirectoryStream(folder)) {
      listed.forEach(files::add);
    }
    return files;
  }

  /** The folder, for messages. */
  Path path() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  static @Nullable String reason(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
