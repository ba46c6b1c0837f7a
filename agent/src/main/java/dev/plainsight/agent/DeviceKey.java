package dev.plainsight.agent;

import dev.plainsight.agent.outbox.PrivateFile;
import dev.plainsight.agent.outbox.Signer;
import dev.plainsight.contract.EventId;
import dev.plainsight.contract.HeartbeatSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device's Ed25519 key: {@code device.key}, PKCS#8 and public key as PEM, for its owner only;
 * made at the first start. It is the device's identity, so a damaged one is never replaced unasked.
 */
final class DeviceKey implements Signer {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (\\w+) KEY-----([^-]*)-----END \\w+ KEY-----");

  private final PrivateKey secret;
  private final byte[] publicKey;

  private DeviceKey(PrivateKey secret, byte[] publicKey) {
    this.secret = secret;
    this.publicKey = publicKey;
  }

  static DeviceKey in(Path folder) throws IOException {
    Path file = folder.resolve("device.key");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        PrivateFile.write(file, generated().getBytes(StandardCharsets.US_ASCII));
      }
      return parsed(Files.readString(file));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          file
              + " is damaged ("
              + e.getMessage()
              + "); restore it, or move it away to get a new key and enrol the device again",
          e);
    }
  }

  private static String generated() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    return pem("PRIVATE", pair.getPrivate().getEncoded())
        + pem("PUBLIC", pair.getPublic().getEncoded());
  }

  private static String pem(String kind, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + " KEY-----\n" + text + "\n-----END " + kind + " KEY-----\n";
  }

  private static DeviceKey parsed(String text) throws GeneralSecurityException {
    Matcher pem = PEM.matcher(text);
    byte[] secret = next(pem, "PRIVATE");
    byte[] open = next(pem, "PUBLIC");
    PrivateKey key =
        KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(secret));
    DeviceKey pair = new DeviceKey(key, open);
    EventId probe = new EventId("probe", 0, 0);
    if (!HeartbeatSignature.verifies(open, probe, new byte[0], pair.sign(probe, new byte[0]))) {
      throw new IllegalArgumentException("its two halves do not fit each other");
    }
    return pair;
  }

  private static byte[] next(Matcher pem, String kind) {
    if (!pem.find() || !kind.equals(pem.group(1))) {
      throw new IllegalArgumentException("no " + kind + " KEY in it");
    }
    return Base64.getMimeDecoder().decode(pem.group(2));
  }

  byte[] publicKey() {
    return publicKey.clone();
  }

  @Override
  public byte[] sign(EventId id, byte[] previousHash) {
    try {
      return HeartbeatSignature.sign(secret, id, previousHash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was accepted does not sign", e);
    }
  }
}
