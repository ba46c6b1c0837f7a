package dev.plainsight.agent.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk that can be full: it then takes half of what is written, as real ones do. */
final class FillingDisk implements Disk {
  boolean isFull;

  @Override
  public Output create(Path file) throws IOException {
    Output real = REAL.create(file);
    return new Output() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        if (isFull) {
          bytes.limit(bytes.position() + bytes.remaining() / 2);
          real.write(bytes);
          throw new IOException("No space left on device");
        }
        real.write(bytes);
      }

      @Override
      public void force() throws IOException {
        real.force();
      }

      @Override
      public void close() throws IOException {
        real.close();
      }
    };
  }
}
