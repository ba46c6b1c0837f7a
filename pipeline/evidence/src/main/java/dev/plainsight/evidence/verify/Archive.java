package dev.plainsight.evidence.verify;

import dev.plainsight.contract.HashChain;
import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Rows;
import dev.plainsight.evidence.pack.FileEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A package as a ZIP that nobody vouches for yet. Nothing is unpacked to disk, and nothing is read
 * beyond what the manifest says it holds.
 */
final class Archive implements AutoCloseable {
  static final int ENTRIES_MAX = 50_000;

  /** The most that is read before the manifest tells sizes: manifest and envelope. */
  static final long UNKNOWN_BYTES_MAX = 64L << 20;

  /** The most that is held in memory at once. */
  static final long TEXT_BYTES_MAX = 1L << 30;

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,7}");
  private final ZipFile zip;
  private final Set<String> names = new HashSet<>();

  private Archive(ZipFile zip) {
    this.zip = zip;
  }

  /** Opens it, or says into the sink why not. */
  static @Nullable Archive open(Path file, Verdict.Sink sink) {
    try {
      Archive archive = new Archive(new ZipFile(file.toFile()));
      archive.list(sink);
      if (sink.clean()) {
        return archive;
      }
      archive.close();
    } catch (ZipException e) {
      sink.fail(Check.ARCHIVE, file.getFileName() + " is not a ZIP: " + e.getMessage());
    } catch (IOException e) {
      sink.fail(Check.ARCHIVE, file + " cannot be read: " + e);
    }
    return null;
  }

  private void list(Verdict.Sink sink) {
    if (zip.size() > ENTRIES_MAX) {
      sink.fail(Check.ARCHIVE, zip.size() + " entries; the limit is " + ENTRIES_MAX);
      return;
    }
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (name.length() > 200 || !NAME.matcher(name).matches()) {
        sink.fail(Check.ARCHIVE, "an entry's name is not a plain path: '" + cut(name) + "'");
      } else if (!names.add(name)) {
        sink.fail(Check.ARCHIVE, name + " is there twice");
      }
    }
  }

  private static String cut(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }

  Set<String> names() {
    return names;
  }

  /** SHA-256 and size of a file, read no further than one byte over the size that is expected. */
  FileEntry measured(FileEntry expected) {
    MessageDigest digest = HashChain.sha256();
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = stream(expected.path())) {
      for (int n = in.read(buffer); n > 0 && size <= expected.size(); n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        size += n;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(expected.path() + " cannot be unpacked", e);
    }
    String sha256 = Bytes.hex(digest.digest());
    return new FileEntry(expected.path(), size, sha256, expected.role(), expected.rows());
  }

  /** A file of a size that is not known yet. */
  String unknown(String path) {
    return text(path, UNKNOWN_BYTES_MAX);
  }

  String text(String path) {
    return text(path, TEXT_BYTES_MAX);
  }

  private String text(String path, long bytesMax) {
    try (InputStream in = stream(path)) {
      byte[] bytes = in.readNBytes((int) bytesMax);
      if (in.read() >= 0) {
        throw new IllegalArgumentException(path + " is larger than " + bytesMax + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be unpacked", e);
    }
  }

  Rows rows(String path) {
    return Rows.of(text(path));
  }

  List<String> lines(String path) {
    List<String> lines = new ArrayList<>();
    lines(path, lines::add);
    return lines;
  }

  /** The lines of a file one by one, in flat memory. */
  void lines(String path, Consumer<String> each) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream(path), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        each.accept(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be unpacked", e);
    }
  }

  private InputStream stream(String path) throws IOException {
    ZipEntry entry = zip.getEntry(path);
    if (entry == null) {
      throw new IllegalArgumentException(path + " is missing");
    }
    return zip.getInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
