package dev.plainsight.detect.sigma;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A network of addresses of version 4 or 6, such as {@code 10.0.0.0/8}. Names are never looked up.
 */
final class Network {
  private final String text;
  private final byte[] address;
  private final int bits;

  private Network(String text, byte[] address, int bits) {
    this.text = text;
    this.address = address;
    this.bits = bits;
  }

  /** The network, or null where the text is none. */
  static @Nullable Network parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = address(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return null;
    }
    int most = address.length * 8;
    int bits = slash < 0 ? most : number(text.substring(slash + 1), 10, most);
    return bits < 0 ? null : new Network(text, address, bits);
  }

  boolean contains(String candidate) {
    byte[] other = address(candidate.strip());
    if (other == null || other.length != address.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(address, 0, whole, other, 0, whole)) {
      return false;
    }
    int mask = 0xFF << (8 - bits % 8) & 0xFF;
    return bits % 8 == 0 || (address[whole] & mask) == (other[whole] & mask);
  }

  private static byte @Nullable [] address(String text) {
    byte[] address = text.indexOf(':') >= 0 ? version6(text) : version4(text);
    return address != null && address.length == 16 && isMapped(address)
        ? Arrays.copyOfRange(address, 12, 16)
        : address;
  }

  /** {@code ::ffff:10.0.0.1} is the address of version 4. */
  private static boolean isMapped(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == -1 && address[11] == -1;
  }

  private static byte @Nullable [] version4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] address = new byte[4];
    for (int i = 0; i < 4; i++) {
      int part = number(parts[i], 10, 255);
      if (part < 0) {
        return null;
      }
      address[i] = (byte) part;
    }
    return address;
  }

  private static byte @Nullable [] version6(String written) {
    int zone = written.indexOf('%');
    String text = hexTail(zone < 0 ? written : written.substring(0, zone));
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, 8, 8);
    }
    byte[] head = groups(text.substring(0, gap), 0, 7);
    byte[] tail = groups(text.substring(gap + 2), 0, 7);
    if (head == null || tail == null || head.length + tail.length > 14) {
      return null;
    }
    byte[] address = Arrays.copyOf(head, 16);
    System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
    return address;
  }

  /** With a tail of version 4 spelled as two groups. */
  private static String hexTail(String text) {
    int colon = text.lastIndexOf(':');
    byte[] tail = text.indexOf('.') < 0 ? null : version4(text.substring(colon + 1));
    return tail == null
        ? text
        : text.substring(0, colon + 1)
            + "%02x%02x:%02x%02x".formatted(tail[0], tail[1], tail[2], tail[3]);
  }

  private static byte @Nullable [] groups(String text, int least, int most) {
    String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
    if (parts.length < least || parts.length > most) {
      return null;
    }
    byte[] bytes = new byte[parts.length * 2];
    for (int i = 0; i < parts.length; i++) {
      int group = number(parts[i], 16, 0xFFFF);
      if (group < 0) {
        return null;
      }
      bytes[2 * i] = (byte) (group >> 8);
      bytes[2 * i + 1] = (byte) group;
    }
    return bytes;
  }

  /** The number, or -1 where it is none from 0 to the most. */
  private static int number(String text, int radix, int most) {
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0 || text.length() > 4) {
        return -1;
      }
      number = number * radix + digit;
    }
    return text.isEmpty() || number > most ? -1 : number;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network && network.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
