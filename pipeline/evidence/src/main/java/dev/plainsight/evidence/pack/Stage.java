package dev.plainsight.evidence.pack;

import dev.plainsight.contract.HashChain;
import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Csv;
import dev.plainsight.evidence.Rows;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files of a package while it is put together, in a folder of their own: they are written in
 * any order, each in flat memory, and zipped in the order of their names with one fixed time.
 */
final class Stage implements AutoCloseable {
  private static final LocalDateTime FIXED = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int DEFLATE_LEVEL = 6;

  private final Path folder;
  private final List<FileEntry> entries = new ArrayList<>();

  Stage(Path beside) throws IOException {
    this.folder = Files.createTempDirectory(beside, ".evidence-");
  }

  /** A file being written, line by line. */
  final class Sheet implements AutoCloseable {
    private final String path;
    private final String role;
    private final DigestOutputStream out;
    private long size;
    private long rows;

    private Sheet(String path, String role) {
      this.path = path;
      this.role = role;
      try {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        this.out =
            new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file)), HashChain.sha256());
      } catch (IOException e) {
        throw new UncheckedIOException(path, e);
      }
    }

    void row(List<String> cells) {
      write(Csv.line(cells));
      rows++;
    }

    void line(String json) {
      write(json + "\n");
      rows++;
    }

    Sheet write(String text) {
      return write(Bytes.utf8(text));
    }

    private Sheet write(byte[] bytes) {
      try {
        out.write(bytes);
        size += bytes.length;
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(path, e);
      }
    }

    long rows() {
      return rows;
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException(path, e);
      }
      String sha256 = Bytes.hex(out.getMessageDigest().digest());
      entries.add(new FileEntry(path, size, sha256, role, rows));
    }
  }

  Sheet csv(String path, String role, List<String> columns) {
    return new Sheet(path, role).write(Csv.line(columns));
  }

  Sheet lines(String path, String role) {
    return new Sheet(path, role);
  }

  void table(String path, String role, Rows table) {
    try (Sheet sheet = csv(path, role, table.columns())) {
      table.rows().forEach(sheet::row);
    }
  }

  void text(String path, String role, String text) {
    lines(path, role).write(text).close();
  }

  /** What is there, by path. */
  List<FileEntry> entries() {
    return entries.stream().sorted(Comparator.comparing(FileEntry::path)).toList();
  }

  /** Writes all files into one ZIP, whole or not at all. */
  void zip(Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.setLevel(DEFLATE_LEVEL);
      for (FileEntry entry : entries()) {
        ZipEntry header = new ZipEntry(entry.path());
        header.setTimeLocal(FIXED);
        zip.putNextEntry(header);
        Files.copy(folder.resolve(entry.path()), zip);
        zip.closeEntry();
      }
    }
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
