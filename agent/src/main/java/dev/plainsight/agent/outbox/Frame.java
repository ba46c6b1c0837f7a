package dev.plainsight.agent.outbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * One batch as the spool keeps it, with the collectors' cursors: what was read and the events it
 * gave become durable in the same instant. {@code cursors} tell how far each collector had read
 * when the batch was closed; {@code batch} is what goes to the log.
 */
final class Frame {
  private final long epoch;
  private final long firstSeq;
  private final long lastSeq;
  private final long sentAtMs;
  private final Map<String, String> cursors;
  private final byte[] batch;

  Frame(
      long epoch,
      long firstSeq,
      long lastSeq,
      long sentAtMs,
      Map<String, String> cursors,
      byte[] batch) {
    this.epoch = epoch;
    this.firstSeq = firstSeq;
    this.lastSeq = lastSeq;
    this.sentAtMs = sentAtMs;
    this.cursors = cursors;
    this.batch = batch;
  }

  long epoch() {
    return epoch;
  }

  long firstSeq() {
    return firstSeq;
  }

  long lastSeq() {
    return lastSeq;
  }

  long sentAtMs() {
    return sentAtMs;
  }

  Map<String, String> cursors() {
    return cursors;
  }

  byte[] batch() {
    return batch;
  }

  byte[] encode() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(batch.length + 256);
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeLong(epoch);
      out.writeLong(firstSeq);
      out.writeLong(lastSeq);
      out.writeLong(sentAtMs);
      out.writeShort(cursors.size());
      for (var cursor : new TreeMap<>(cursors).entrySet()) {
        out.writeUTF(cursor.getKey());
        out.writeUTF(cursor.getValue());
      }
      out.writeInt(batch.length);
      out.write(batch);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a cursor is over 64 KB", e);
    }
  }

  static Frame decode(byte[] plain) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain));
    long epoch = in.readLong();
    long firstSeq = in.readLong();
    long lastSeq = in.readLong();
    long sentAtMs = in.readLong();
    Map<String, String> cursors = new TreeMap<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      cursors.put(in.readUTF(), in.readUTF());
    }
    byte[] batch = new byte[in.readInt()];
    in.readFully(batch);
    return new Frame(epoch, firstSeq, lastSeq, sentAtMs, cursors, batch);
  }
}
