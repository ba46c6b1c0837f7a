package dev.plainsight.agent.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The one place where the outbox writes, so that a test can let the disk fill up. */
interface Disk {
  /** The machine's own file system. */
  Disk REAL = Disk::createFile;

  /** A new file, for its owner only. */
  Output create(Path file) throws IOException;

  /** A file being written from its start. */
  interface Output extends Closeable {
    void write(ByteBuffer bytes) throws IOException;

    /** Returns once everything written is on the disk. */
    void force() throws IOException;
  }

  private static Output createFile(Path file) throws IOException {
    createPrivate(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    return new Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(false);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** An empty file that only its owner may read; where the system has no such rights, a file. */
  static void createPrivate(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  /** Replaces a small file so that a reader finds the old or the new contents, never a mixture. */
  static void replace(Path file, byte[] contents, boolean fsync) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    createPrivate(next);
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(contents));
      if (fsync) {
        channel.force(true);
      }
    }
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    if (fsync) {
      forceFolder(file.toAbsolutePath().resolveSibling(""));
    }
  }

  /** Makes the names in a folder durable; a system that cannot (Windows) does so by itself. */
  static void forceFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
