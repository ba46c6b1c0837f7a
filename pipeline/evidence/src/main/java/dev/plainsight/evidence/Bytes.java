package dev.plainsight.evidence;

import dev.plainsight.contract.HashChain;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** The two text forms of bytes used in evidence, and their hash. */
public final class Bytes {
  private Bytes() {}

  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  public static byte[] fromHex(String text) {
    return HexFormat.of().parseHex(text);
  }

  public static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public static byte[] fromBase64(String text) {
    return Base64.getDecoder().decode(text);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] sha256(byte[] bytes) {
    return HashChain.sha256().digest(bytes);
  }

  public static String sha256Hex(String text) {
    return hex(sha256(utf8(text)));
  }
}
