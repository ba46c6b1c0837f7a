package dev.plainsight.evidence.seal;

import dev.plainsight.evidence.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * The Ed25519 key that signs seals and packages. Who holds it could rebuild history up to the first
 * copy outside; so it lives in a folder of its own, readable by its owner alone.
 */
public final class SealKey {
  private static final int RAW_BYTES = 32;
  private final String name;
  private final KeyPair pair;

  private SealKey(String name, KeyPair pair) {
    this.name = name;
    this.pair = pair;
  }

  /**
   * The key of the folder, made at first use: {@code seal.key} (PKCS#8 PEM, mode 0600) and {@code
   * seal.pub} (PEM).
   *
   * @param organisation letters, digits, dot, hyphen; part of the key's name
   */
  public static SealKey in(Path folder, String organisation) {
    Path secret = folder.resolve("seal.key");
    Path open = folder.resolve("seal.pub");
    try {
      if (!Files.exists(secret)) {
        make(folder, secret, open);
      }
      KeyPair pair = new KeyPair(publicKey(Files.readString(open)), secret(secret));
      SealKey key = new SealKey(name(organisation), pair);
      key.mustFit(folder);
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("the seal key in " + folder + " cannot be read", e);
    }
  }

  /** A key that is kept nowhere, for tests. */
  public static SealKey fresh(String organisation) {
    return new SealKey(name(organisation), generate());
  }

  private static String name(String organisation) {
    if (!organisation.matches("[A-Za-z0-9.-]{1,64}")) {
      throw new IllegalArgumentException(
          "organisation '" + organisation + "': 1..64 letters, digits, dots or hyphens are needed");
    }
    return "plainsight/" + organisation;
  }

  private static void make(Path folder, Path secret, Path open) throws IOException {
    Files.createDirectories(folder);
    KeyPair pair = generate();
    Files.writeString(open, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(
        secret,
        pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
        posix ? StandardOpenOption.WRITE : StandardOpenOption.CREATE_NEW);
  }

  private void mustFit(Path folder) {
    byte[] probe = Bytes.utf8("probe");
    if (!verifies(pair.getPublic(), probe, sign(probe))) {
      throw new IllegalStateException(
          "seal.key and seal.pub in " + folder + " are not a pair; restore both from a backup");
    }
  }

  /** As it stands in signatures: {@code plainsight/<organisation>}. */
  public String name() {
    return name;
  }

  public PublicKey publicKey() {
    return pair.getPublic();
  }

  public byte[] sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  public static boolean verifies(PublicKey key, byte[] bytes, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(bytes);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** SHA-256 of the public key's X.509 form, hex: what people compare. */
  public static String fingerprint(PublicKey key) {
    return Bytes.hex(Bytes.sha256(key.getEncoded()));
  }

  public static String pem(PublicKey key) {
    return pem("PUBLIC KEY", key.getEncoded());
  }

  /** Reads a PEM public key; anything else throws {@link IllegalArgumentException}. */
  public static PublicKey publicKey(String pem) {
    return make(pem, bytes -> factory().generatePublic(new X509EncodedKeySpec(bytes)));
  }

  static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
  }

  private static PrivateKey secret(Path file) throws IOException {
    warnIfOpen(file);
    return make(
        Files.readString(file), bytes -> factory().generatePrivate(new PKCS8EncodedKeySpec(bytes)));
  }

  private static void warnIfOpen(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<?> permissions = Files.getPosixFilePermissions(file);
      if (!PosixFilePermissions.fromString("rw-------").containsAll(permissions)) {
        throw new IllegalStateException(
            file + " can be read by others (" + permissions + "); run: chmod 600 " + file);
      }
    }
  }

  /** A {@link KeySpec} made into a key. */
  private interface Maker<K> {
    K make(byte[] encoded) throws GeneralSecurityException;
  }

  private static <K> K make(String pem, Maker<K> maker) {
    try {
      String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
      return maker.make(Base64.getDecoder().decode(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 key in PEM form", e);
    }
  }

  private static KeyFactory factory() throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519");
  }

  private static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 17 has Ed25519", e);
    }
  }

  private static String pem(String what, byte[] encoded) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }
}
