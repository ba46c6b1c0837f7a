package dev.plainsight.evidence.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The seals, outside the store: {@code <day>.json} and {@code <day>.checkpoint}, written whole or
 * not at all, never overwritten. A day is sealed when its checkpoint is there.
 */
public final class SealFolder {
  private static final String CHECKPOINT = ".checkpoint";
  private final Path folder;

  public SealFolder(Path folder) {
    this.folder = folder;
  }

  /** All seals, oldest first. */
  public List<Seal> all() {
    List<Seal> seals = new ArrayList<>();
    for (LocalDate day : days()) {
      seals.add(read(day));
    }
    return seals;
  }

  public Optional<Seal> last() {
    List<LocalDate> days = days();
    return days.isEmpty() ? Optional.empty() : Optional.of(read(days.get(days.size() - 1)));
  }

  private List<LocalDate> days() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(CHECKPOINT))
          .map(name -> LocalDate.parse(name.substring(0, name.length() - CHECKPOINT.length())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the seals in " + folder + " cannot be read", e);
    }
  }

  private Seal read(LocalDate day) {
    try {
      return Seal.of(
          Files.readString(folder.resolve(day + ".json")),
          Files.readString(folder.resolve(day + CHECKPOINT)));
    } catch (IOException e) {
      throw new UncheckedIOException("the seal of " + day + " in " + folder, e);
    }
  }

  void keep(Seal seal) {
    try {
      Files.createDirectories(folder);
      write(folder.resolve(seal.day() + ".json"), seal.json() + "\n");
      write(folder.resolve(seal.day() + CHECKPOINT), seal.checkpoint().text());
    } catch (IOException e) {
      throw new UncheckedIOException("the seal of " + seal.day() + " in " + folder, e);
    }
  }

  private void write(Path file, String text) throws IOException {
    Path part = folder.resolve(file.getFileName() + ".part");
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
