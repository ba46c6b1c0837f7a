package dev.plainsight.detect.surroundings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses from text, without ever asking a name server. */
final class Address {
  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private Address() {}

  /** The address, or null where the text is none; an IPv4 address mapped into IPv6 is IPv4. */
  static @Nullable InetAddress of(String text) {
    int zone = text.indexOf('%');
    String literal = zone < 0 ? text : text.substring(0, zone);
    try {
      if (V4.matcher(literal).matches()) {
        return v4(literal);
      }
      // In brackets it is read as a literal or refused, never looked up.
      return V6.matcher(literal).matches() ? InetAddress.getByName("[" + literal + "]") : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** The /24 or /48 of an address; other text as it is. */
  static String blockOf(String text) {
    int colons = 0;
    for (int i = 0; i < text.length(); i++) {
      colons += text.charAt(i) == ':' ? 1 : 0;
      if (colons == 3) {
        return text.substring(0, i) + "::/48";
      }
    }
    return V4.matcher(text).matches() ? text.substring(0, text.lastIndexOf('.')) + ".0/24" : text;
  }

  private static @Nullable InetAddress v4(String literal) throws UnknownHostException {
    String[] parts = literal.split("\\.", 4);
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      int part = Integer.parseInt(parts[i]);
      if (part > 255) {
        return null;
      }
      bytes[i] = (byte) part;
    }
    return InetAddress.getByAddress(bytes);
  }
}
