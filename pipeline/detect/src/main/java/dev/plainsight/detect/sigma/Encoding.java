package dev.plainsight.detect.sigma;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The encodings a value may be looked for in. Bytes are kept as characters 0 to 255. */
final class Encoding {
  private Encoding() {}

  static String utf16le(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_16LE));
  }

  static String utf16be(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_16BE));
  }

  /** Little-endian after its byte order mark. */
  static String utf16(String text) {
    return "\u00FF\u00FE" + utf16le(text);
  }

  static String utf8(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(String bytes) {
    return Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * What of the Base64 of a longer text is the same wherever in it the value stands: one way for
   * each place within three bytes, without the characters that its neighbours change.
   */
  static List<String> base64Offsets(String bytes) {
    List<String> ways = new ArrayList<>();
    int[] cutFront = {0, 2, 3};
    int[] cutBack = {0, 3, 2};
    for (int shift = 0; shift < 3; shift++) {
      String encoded = base64(" ".repeat(shift) + bytes);
      int back = cutBack[(bytes.length() + shift) % 3];
      if (encoded.length() - back > cutFront[shift]) {
        ways.add(encoded.substring(cutFront[shift], encoded.length() - back));
      }
    }
    return ways;
  }

  private static String bytes(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
