package dev.plainsight.detect.sigma;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text in lower case as one byte a character: what Latin-1 lacks is {@code ?}, here as in the
 * grams of literals, and compared in full where a gram is found.
 */
final class Lowered {
  private static final byte[] LOWER = new byte[256];

  static {
    for (int i = 0; i < LOWER.length; i++) {
      LOWER[i] = (byte) Character.toLowerCase(i);
    }
  }

  final byte[] bytes;
  private final String text;
  private final boolean wide;
  private final boolean beyondAscii;
  private @Nullable String lower;

  Lowered(String text) {
    this.text = text;
    byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
    boolean beyond = latin.length != text.length();
    int signs = 0;
    for (int i = 0; i < latin.length && !beyond; i++) {
      byte b = latin[i];
      beyond = b == '?' && text.charAt(i) != '?';
      signs |= b;
      latin[i] = LOWER[b & 0xFF];
    }
    this.wide = beyond;
    this.beyondAscii = beyond || signs < 0;
    if (wide) {
      lower = text.toLowerCase(Locale.ROOT);
      latin = bytes(lower);
    }
    this.bytes = latin;
  }

  static byte[] bytes(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (text.charAt(i) > 0xFF ? '?' : text.charAt(i));
    }
    return bytes;
  }

  /** In lower case, or as it was. */
  String text(boolean cased) {
    if (cased) {
      return text;
    }
    if (lower == null) {
      lower = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return lower;
  }

  /** Whether the literal is at this place; the bytes are those of the literal. */
  boolean has(String literal, byte[] literalBytes, int from) {
    int to = from + literalBytes.length;
    return from >= 0
        && to <= bytes.length
        && Arrays.equals(bytes, from, to, literalBytes, 0, literalBytes.length)
        && (!wide || text(false).startsWith(literal, from));
  }

  boolean isBeyondAscii() {
    return beyondAscii;
  }

  boolean isWide() {
    return wide;
  }
}
