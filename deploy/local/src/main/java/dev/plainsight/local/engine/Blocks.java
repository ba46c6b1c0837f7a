package dev.plainsight.local.engine;

import com.github.luben.zstd.Zstd;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * ClickHouse's compressed blocks, as its clients send them with {@code decompress=1} and ask for
 * them with {@code compress=1}:
 *
 * <pre>
 * |checksum 16|method 1|size 4|plain size 4|payload ...|
 *             |------ what the checksum covers --------|
 *             |------ size ----------------------------|
 * </pre>
 */
final class Blocks {
  /** ClickHouse's own limit for one compressed block (DBMS_MAX_COMPRESSED_SIZE). */
  static final int BLOCK_BYTES_MAX = 1 << 30;

  private static final int OUT_BYTES = 1 << 16;
  private static final int CHECKSUM_BYTES = 16;
  private static final int HEADER_BYTES = 9;
  private static final byte NONE = 0x02;
  private static final byte LZ4 = (byte) 0x82;
  private static final byte ZSTD = (byte) 0x90;

  private Blocks() {}

  static InputStream decompressed(InputStream in) {
    return new In(in);
  }

  static OutputStream compressed(OutputStream out) {
    return new Out(out);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static EngineError broken(String why) {
    return EngineError.of(271, "CANNOT_DECOMPRESS", "compressed body: " + why);
  }

  private static final class In extends InputStream {
    private final InputStream in;
    private byte[] plain = {};
    private int at;

    In(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (at == plain.length) {
        if (!nextBlock()) {
          return -1;
        }
      }
      int n = Math.min(length, plain.length - at);
      System.arraycopy(plain, at, target, from, n);
      at += n;
      return n;
    }

    private boolean nextBlock() throws IOException {
      byte[] head = in.readNBytes(CHECKSUM_BYTES + HEADER_BYTES);
      if (head.length == 0) {
        return false;
      }
      if (head.length < CHECKSUM_BYTES + HEADER_BYTES) {
        throw broken("it ends inside a block's head");
      }
      ByteBuffer fields = littleEndian(head);
      int size = limited("size", fields.getInt(CHECKSUM_BYTES + 1), HEADER_BYTES);
      int plainSize = limited("plain size", fields.getInt(CHECKSUM_BYTES + 5), 0);
      byte[] covered = new byte[size];
      System.arraycopy(head, CHECKSUM_BYTES, covered, 0, HEADER_BYTES);
      if (in.readNBytes(covered, HEADER_BYTES, size - HEADER_BYTES) < size - HEADER_BYTES) {
        throw broken("it ends inside a block");
      }
      check(fields, covered);
      plain = plain(covered, plainSize);
      at = 0;
      return true;
    }

    private static int limited(String name, int size, int min) {
      if (size < min || size > BLOCK_BYTES_MAX) {
        throw broken(
            "a block's " + name + " is " + size + "; it must be " + min + ".." + BLOCK_BYTES_MAX);
      }
      return size;
    }

    private static void check(ByteBuffer fields, byte[] covered) {
      CityHash128.Pair sum = CityHash128.of(covered, 0, covered.length);
      if (sum.low() != fields.getLong(0) || sum.high() != fields.getLong(8)) {
        throw EngineError.of(40, "CHECKSUM_DOESNT_MATCH", "a compressed block does not match");
      }
    }

    private static byte[] plain(byte[] covered, int plainSize) {
      byte[] target = new byte[plainSize];
      int payload = covered.length - HEADER_BYTES;
      long made =
          switch (covered[0]) {
            case LZ4 -> lz4(covered, payload, target);
            case ZSTD ->
                Zstd.decompressByteArray(target, 0, plainSize, covered, HEADER_BYTES, payload);
            case NONE -> copy(covered, payload, target);
            default -> throw broken("unknown method 0x%02x".formatted(covered[0]));
          };
      if (made != plainSize) {
        throw broken("a block of " + plainSize + " bytes came to " + made);
      }
      return target;
    }

    private static int lz4(byte[] covered, int payload, byte[] target) {
      try {
        return LZ4Factory.fastestInstance()
            .safeDecompressor()
            .decompress(covered, HEADER_BYTES, payload, target, 0, target.length);
      } catch (LZ4Exception e) {
        throw broken("not LZ4: " + e.getMessage());
      }
    }

    private static int copy(byte[] covered, int payload, byte[] target) {
      System.arraycopy(covered, HEADER_BYTES, target, 0, Math.min(payload, target.length));
      return payload;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static final class Out extends FilterOutputStream {
    private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();
    private final byte[] plain = new byte[OUT_BYTES];
    private final byte[] block =
        new byte[CHECKSUM_BYTES + HEADER_BYTES + COMPRESSOR.maxCompressedLength(OUT_BYTES)];
    private int filled;

    Out(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
      for (int done = 0; done < length; ) {
        int n = Math.min(length - done, OUT_BYTES - filled);
        System.arraycopy(source, from + done, plain, filled, n);
        filled += n;
        done += n;
        if (filled == OUT_BYTES) {
          emit();
        }
      }
    }

    private void emit() throws IOException {
      if (filled == 0) {
        return;
      }
      int payload = COMPRESSOR.compress(plain, 0, filled, block, CHECKSUM_BYTES + HEADER_BYTES);
      ByteBuffer fields = littleEndian(block);
      fields.put(CHECKSUM_BYTES, LZ4);
      fields.putInt(CHECKSUM_BYTES + 1, HEADER_BYTES + payload);
      fields.putInt(CHECKSUM_BYTES + 5, filled);
      CityHash128.Pair sum = CityHash128.of(block, CHECKSUM_BYTES, HEADER_BYTES + payload);
      fields.putLong(0, sum.low()).putLong(8, sum.high());
      out.write(block, 0, CHECKSUM_BYTES + HEADER_BYTES + payload);
      filled = 0;
    }

    @Override
    public void flush() throws IOException {
      emit();
      super.flush();
    }
  }
}
