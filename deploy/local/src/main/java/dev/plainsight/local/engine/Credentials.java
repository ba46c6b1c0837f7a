package dev.plainsight.local.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The one account of the engine: user {@code default} and the password of its file. */
public record Credentials(String user, String password) {
  static final String USER = "default";

  /**
   * Reads the password of {@code file}; makes one of 144 random bits, readable by its owner only,
   * where there is none yet.
   */
  public static Credentials readOrMake(Path file) throws IOException {
    if (!Files.exists(file)) {
      make(file);
    }
    String password = Files.readString(file).strip();
    if (password.isEmpty()) {
      throw new IOException(
          "password file " + file + " is empty; put one line in it, or delete it to get a new one");
    }
    return new Credentials(USER, password);
  }

  private static void make(Path file) throws IOException {
    byte[] secret = new byte[18];
    new SecureRandom().nextBytes(secret);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, Base64.getUrlEncoder().encodeToString(secret) + "\n");
  }

  void check(String givenUser, String givenPassword) {
    if (!same(user + "\n" + password, givenUser + "\n" + givenPassword)) {
      throw EngineError.of(
          516,
          "AUTHENTICATION_FAILED",
          givenUser
              + ": Authentication failed: password is incorrect, or there is no user with such"
              + " name");
    }
  }

  /** Takes the same time whatever the difference, so that timing tells nothing. */
  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}
