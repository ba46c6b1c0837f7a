package dev.plainsight.agent.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one segment in order. Where bytes are damaged it goes on with the next frame
 * that is whole and remembers that it did: no damage stops it.
 */
final class SegmentReader {
  /** Damage found on the way: {@code head} where at least the frame's head could be read. */
  record Damage(Place at, @Nullable FrameHead head) {}

  /** A whole frame and where it stands, or damage; {@code torn}: the file just ends. */
  record Found(Place at, @Nullable Frame frame, @Nullable Damage damage) {}

  private final long segment;
  private final byte[] bytes;
  private final @Nullable SegmentKey key;
  private int offset;
  private int frame = -1;

  private SegmentReader(long segment, byte[] bytes, @Nullable SegmentKey key) {
    this.segment = segment;
    this.bytes = bytes;
    this.key = key;
    this.offset = Math.min(bytes.length, SegmentWriter.HEAD_BYTES);
  }

  /** A segment is at most a few megabytes: it is read whole. */
  static SegmentReader open(Path file, long segment, byte[] spoolKey) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return new SegmentReader(segment, bytes, key(bytes, segment, spoolKey));
  }

  private static @Nullable SegmentKey key(byte[] bytes, long segment, byte[] spoolKey) {
    if (bytes.length < SegmentWriter.HEAD_BYTES) {
      return null;
    }
    ByteBuffer head = ByteBuffer.wrap(bytes);
    int crcAt = SegmentWriter.HEAD_BYTES - 4;
    if (head.getInt() != SegmentWriter.MAGIC
        || head.getLong() != segment
        || head.getInt(crcAt) != FrameHead.crc(bytes, 0, crcAt)) {
      return null;
    }
    byte[] salt = new byte[SegmentKey.SALT_BYTES];
    head.get(salt);
    return new SegmentKey(spoolKey, salt, segment);
  }

  /**
   * The next whole frame or damaged place; empty at the end. A frame cut short by the end of the
   * file was never acknowledged to anyone, so it is the end, not damage.
   */
  Optional<Found> next() {
    if (offset >= bytes.length) {
      return Optional.empty();
    }
    FrameHead head = FrameHead.at(bytes, offset);
    if (head == null) {
      return resume(null);
    }
    if (head.sealedBytes() < 0 || bytes.length - offset - FrameHead.BYTES < head.sealedBytes()) {
      return resume(head);
    }
    Frame whole = whole(head);
    if (whole == null) {
      return resume(head);
    }
    offset += FrameHead.BYTES + head.sealedBytes();
    frame = head.frame();
    return Optional.of(new Found(new Place(segment, frame), whole, null));
  }

  private @Nullable Frame whole(FrameHead head) {
    int from = offset + FrameHead.BYTES;
    if (key == null || FrameHead.crc(bytes, from, head.sealedBytes()) != head.sealedCrc()) {
      return null;
    }
    try {
      byte[] sealed = Arrays.copyOfRange(bytes, from, from + head.sealedBytes());
      return Frame.decode(key.open(head.frame(), head.bound(), sealed));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Looks for the next head behind the damage; a torn end without one is silent. */
  private Optional<Found> resume(@Nullable FrameHead damaged) {
    final int from = offset;
    offset++;
    while (offset < bytes.length && FrameHead.at(bytes, offset) == null) {
      offset++;
    }
    if (offset >= bytes.length && key != null && isTorn(from, damaged)) {
      return Optional.empty();
    }
    frame = damaged == null ? frame + 1 : damaged.frame();
    Place at = new Place(segment, frame);
    return Optional.of(new Found(at, null, new Damage(at, damaged)));
  }

  /** Cut short by the end of the file, or never written (a crash may leave zeros). */
  private boolean isTorn(int from, @Nullable FrameHead head) {
    int left = bytes.length - from;
    if (head != null) {
      return left < FrameHead.BYTES + head.sealedBytes();
    }
    return left < FrameHead.BYTES || isZero(from);
  }

  private boolean isZero(int from) {
    int at = from;
    while (at < bytes.length && bytes[at] == 0) {
      at++;
    }
    return at == bytes.length;
  }
}
