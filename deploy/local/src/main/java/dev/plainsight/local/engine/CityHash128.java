package dev.plainsight.local.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CityHash128 as of version 1.0.2, the checksum of ClickHouse's compressed blocks. Later versions
 * of CityHash give other values.
 */
final class CityHash128 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long K3 = 0xc949d7c7509e6557L;
  private static final long MUL = 0x9ddfea08eb382d69L;

  /** Two words: a checksum, or a pair of running states. */
  record Pair(long low, long high) {}

  private CityHash128() {}

  static Pair of(byte[] s, int from, int length) {
    if (length >= 16) {
      return seeded(s, from + 16, length - 16, new Pair(long64(s, from) ^ K3, long64(s, from + 8)));
    }
    if (length >= 8) {
      return seeded(
          s, from, 0, new Pair(long64(s, from) ^ (length * K0), long64(s, from + length - 8) ^ K1));
    }
    return seeded(s, from, length, new Pair(K0, K1));
  }

  private static Pair seeded(byte[] s, int from, int length, Pair seed) {
    return length < 128 ? murmur(s, from, length, seed) : city(s, from, length, seed);
  }

  private static Pair city(byte[] s, int from, int length, Pair seed) {
    long x = seed.low;
    long y = seed.high;
    long z = length * K1;
    long v1 = rotate(y ^ K1, 49) * K1 + long64(s, from);
    long v2 = rotate(v1, 42) * K1 + long64(s, from + 8);
    long w1 = rotate(y + z, 35) * K1 + x;
    long w2 = rotate(x + long64(s, from + 88), 53) * K1;
    int at = from;
    int left = length;
    while (left >= 128) {
      for (int half = 0; half < 2; half++, at += 64) {
        x = rotate(x + y + v1 + long64(s, at + 16), 37) * K1;
        y = rotate(y + v2 + long64(s, at + 48), 42) * K1;
        x ^= w2;
        y ^= v1;
        z = rotate(z ^ w1, 33);
        Pair v = weak(s, at, v2 * K1, x + w1);
        Pair w = weak(s, at + 32, z + w2, y);
        v1 = v.low;
        v2 = v.high;
        w1 = w.low;
        w2 = w.high;
        long swap = z;
        z = x;
        x = swap;
      }
      left -= 128;
    }
    y += rotate(w1, 37) * K0 + z;
    x += rotate(v1 + z, 49) * K0;
    for (int tail = 32; tail < left + 32; tail += 32) {
      y = rotate(y - x, 42) * K0 + v2;
      w1 += long64(s, at + left - tail + 16);
      x = rotate(x, 49) * K0 + w1;
      w1 += v1;
      Pair v = weak(s, at + left - tail, v1, v2);
      v1 = v.low;
      v2 = v.high;
    }
    x = mix(x, v1);
    y = mix(y, w1);
    return new Pair(mix(x + v2, w2) + y, mix(x + w2, y + v2));
  }

  private static Pair murmur(byte[] s, int from, int length, Pair seed) {
    long a = seed.low;
    long b = seed.high;
    long c;
    long d;
    if (length <= 16) {
      a = shift(a * K1) * K1;
      c = b * K1 + small(s, from, length);
      d = shift(a + (length >= 8 ? long64(s, from) : c));
    } else {
      c = mix(long64(s, from + length - 8) + K1, a);
      d = mix(b + length, c + long64(s, from + length - 16));
      a += d;
      int at = from;
      for (int left = length - 16; left > 0; left -= 16, at += 16) {
        a = (a ^ (shift(long64(s, at) * K1) * K1)) * K1;
        b ^= a;
        c = (c ^ (shift(long64(s, at + 8) * K1) * K1)) * K1;
        d ^= c;
      }
    }
    a = mix(a, c);
    b = mix(d, b);
    return new Pair(a ^ b, mix(b, a));
  }

  private static long small(byte[] s, int from, int length) {
    if (length > 8) {
      long b = long64(s, from + length - 8);
      return mix(long64(s, from), Long.rotateRight(b + length, length)) ^ b;
    }
    if (length >= 4) {
      return mix(length + (int32(s, from) << 3), int32(s, from + length - 4));
    }
    if (length == 0) {
      return K2;
    }
    int first = s[from] & 0xff;
    int middle = s[from + (length >> 1)] & 0xff;
    int last = s[from + length - 1] & 0xff;
    return shift(((long) first + (middle << 8)) * K2 ^ ((long) length + (last << 2)) * K3) * K2;
  }

  private static Pair weak(byte[] s, int at, long a, long b) {
    long w = long64(s, at);
    long x = long64(s, at + 8);
    long y = long64(s, at + 16);
    long z = long64(s, at + 24);
    long low = a + w;
    long high = rotate(b + low + z, 21);
    long sum = low + x + y;
    return new Pair(sum + z, high + rotate(sum, 44) + low);
  }

  private static long mix(long low, long high) {
    long a = (low ^ high) * MUL;
    a ^= a >>> 47;
    long b = (high ^ a) * MUL;
    b ^= b >>> 47;
    return b * MUL;
  }

  private static long shift(long value) {
    return value ^ (value >>> 47);
  }

  private static long rotate(long value, int by) {
    return Long.rotateRight(value, by);
  }

  private static long long64(byte[] s, int at) {
    return (long) LONG.get(s, at);
  }

  private static long int32(byte[] s, int at) {
    return (int) INT.get(s, at) & 0xffffffffL;
  }
}
