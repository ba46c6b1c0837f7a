package dev.plainsight.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What a part says, kept in {@code name.log} and its forerunners {@code name.log.1} (newest) to
 * {@code name.log.N}; never more than N + 1 times the size.
 */
final class RollingLog {
  private final Path file;
  private final long bytesMax;
  private final int forerunners;

  RollingLog(Path file, long bytesMax, int forerunners) {
    this.file = file;
    this.bytesMax = bytesMax;
    this.forerunners = forerunners;
  }

  /** Copies until the stream ends; what cannot be written is lost, never the part that said it. */
  void copy(InputStream in) {
    byte[] buffer = new byte[8_192];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        append(buffer, n);
      }
    } catch (IOException e) {
      // The part has ended.
    }
  }

  private void append(byte[] bytes, int length) {
    try {
      if (Files.exists(file) && Files.size(file) + length > bytesMax) {
        roll();
      }
      try (OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        out.write(bytes, 0, length);
      }
    } catch (IOException e) {
      System.err.println("cannot write " + file + ": " + e.getMessage());
    }
  }

  private void roll() throws IOException {
    for (int i = forerunners - 1; i >= 1; i--) {
      if (Files.exists(numbered(i))) {
        Files.move(numbered(i), numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(file, numbered(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path numbered(int i) {
    return file.resolveSibling(file.getFileName() + "." + i);
  }
}
