package dev.plainsight.agent.logins;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One record of utmp, wtmp or btmp as glibc writes it on 64-bit Linux: 384 bytes.
 *
 * <pre>
 * type 2 | - 2 | pid 4 | line 32 | id 4 | user 32 | host 256 | exit 4 | session 4 | time s 4, us 4 | address 16 | - 20
 * </pre>
 */
record UtmpRecord(Kind kind, int pid, String line, String user, String host, String ip, long atMs) {
  static final int BYTES = 384;
  private static final int USER_AT = 44;
  private static final int HOST_AT = 76;
  private static final int TIME_AT = 340;
  private static final int ADDRESS_AT = 348;

  private static final int TYPES = 10;
  private static final long DAY_MS = 86_400_000;

  enum Kind {
    BOOT,
    LOGIN,
    USER,
    DEAD,
    OTHER
  }

  static UtmpRecord of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long ms = in.getInt(TIME_AT) * 1_000L + in.getInt(TIME_AT + 4) / 1_000;
    return new UtmpRecord(
        kind(in.getShort(0)),
        in.getInt(4),
        text(bytes, 8, 32),
        text(bytes, USER_AT, 32),
        text(bytes, HOST_AT, 256),
        address(bytes),
        ms);
  }

  private static Kind kind(short type) {
    return switch (type) {
      case 2 -> Kind.BOOT;
      case 6 -> Kind.LOGIN;
      case 7 -> Kind.USER;
      case 8 -> Kind.DEAD;
      default -> Kind.OTHER;
    };
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** Four bytes and twelve zeros are IPv4; all zeros: none. */
  private static String address(byte[] bytes) {
    byte[] all = Arrays.copyOfRange(bytes, ADDRESS_AT, ADDRESS_AT + 16);
    boolean isShort = ByteBuffer.wrap(all, 4, 12).equals(ByteBuffer.allocate(12));
    byte[] used = isShort ? Arrays.copyOf(all, 4) : all;
    try {
      boolean isNone = isShort && ByteBuffer.wrap(used).getInt() == 0;
      return isNone ? "" : InetAddress.getByAddress(used).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are addresses", e);
    }
  }

  /**
   * What no login program wrote: zeros after a power cut, or bytes out of step. A time of the
   * future is believed for a day, as clocks may be set back.
   */
  static boolean isDamaged(byte[] bytes, long nowMs) {
    int type = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(0);
    long atMs = of(bytes).atMs();
    return type < 0 || type >= TYPES || atMs <= 0 || atMs > nowMs + DAY_MS;
  }

  /** A person at the machine itself: a virtual console or a local display. */
  boolean isConsole() {
    return (line.startsWith("tty") || line.startsWith(":") || line.startsWith("seat"))
        && ip.isEmpty()
        && (host.isEmpty() || host.startsWith(":"));
  }
}
