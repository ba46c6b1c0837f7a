package dev.plainsight.agent.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Writes one new segment, frame after frame. A frame is written whole and, where asked for, flushed
 * to the disk before {@link #append} returns; after a failure nothing more may be appended.
 */
final class SegmentWriter implements AutoCloseable {
  /** magic 4 | segment 8 | salt 16 | CRC 4. */
  static final int HEAD_BYTES = 4 + 8 + SegmentKey.SALT_BYTES + 4;

  static final int MAGIC = 0x50535331;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final long segment;
  private final Disk.Output file;
  private final SegmentKey key;
  private final boolean fsync;
  private int frames;
  private long bytes;

  SegmentWriter(long segment, Disk.Output file, byte[] spoolKey, boolean fsync) throws IOException {
    byte[] salt = new byte[SegmentKey.SALT_BYTES];
    RANDOM.nextBytes(salt);
    this.segment = segment;
    this.file = file;
    this.key = new SegmentKey(spoolKey, salt, segment);
    this.fsync = fsync;
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).putInt(MAGIC).putLong(segment).put(salt);
    head.putInt(FrameHead.crc(head.array(), 0, HEAD_BYTES - 4)).flip();
    file.write(head);
    bytes = HEAD_BYTES;
  }

  Place append(Frame frame) throws IOException {
    byte[] bound = FrameHead.bound(frames, frame.epoch(), frame.firstSeq(), frame.lastSeq());
    byte[] sealed = key.seal(frames, bound, frame.encode());
    int crc = FrameHead.crc(sealed, 0, sealed.length);
    FrameHead head =
        new FrameHead(frames, sealed.length, frame.epoch(), frame.firstSeq(), frame.lastSeq(), crc);
    ByteBuffer out = ByteBuffer.allocate(FrameHead.BYTES + sealed.length);
    out.put(head.encode()).put(sealed).flip();
    file.write(out);
    if (fsync) {
      file.force();
    }
    bytes += FrameHead.BYTES + sealed.length;
    return new Place(segment, frames++);
  }

  long segment() {
    return segment;
  }

  int frames() {
    return frames;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
