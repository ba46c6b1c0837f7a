package dev.plainsight.agent.outbox;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before each sealed frame, in the clear and under its own checksum: a frame whose
 * contents are damaged can still say which events are lost.
 *
 * <pre>
 * magic 4 | frame 4 | sealed length 4 | epoch 8 | first seq 8 | last seq 8 | CRC of the sealed 4 | CRC of the head 4
 * </pre>
 */
record FrameHead(
    int frame, int sealedBytes, long epoch, long firstSeq, long lastSeq, int sealedCrc) {
  static final int BYTES = 44;
  static final int MAGIC = 0x50534631;

  byte[] encode() {
    ByteBuffer head =
        ByteBuffer.allocate(BYTES)
            .putInt(MAGIC)
            .putInt(frame)
            .putInt(sealedBytes)
            .putLong(epoch)
            .putLong(firstSeq)
            .putLong(lastSeq)
            .putInt(sealedCrc);
    return head.putInt(crc(head.array(), 0, BYTES - 4)).array();
  }

  /** What must not be changed or exchanged, authenticated with the frame's contents. */
  static byte[] bound(int frame, long epoch, long firstSeq, long lastSeq) {
    return ByteBuffer.allocate(28)
        .putInt(frame)
        .putLong(epoch)
        .putLong(firstSeq)
        .putLong(lastSeq)
        .array();
  }

  byte[] bound() {
    return bound(frame, epoch, firstSeq, lastSeq);
  }

  /** The head at the offset; null where there is none that is whole. */
  static @Nullable FrameHead at(byte[] segment, int offset) {
    if (segment.length - offset < BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(segment, offset, BYTES);
    if (in.getInt() != MAGIC || crc(segment, offset, BYTES - 4) != in.getInt(offset + BYTES - 4)) {
      return null;
    }
    return new FrameHead(
        in.getInt(), in.getInt(), in.getLong(), in.getLong(), in.getLong(), in.getInt());
  }

  static int crc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
