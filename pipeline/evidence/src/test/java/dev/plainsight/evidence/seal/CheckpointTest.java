package dev.plainsight.evidence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.evidence.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointTest {
  private static final byte[] ROOT = Bytes.sha256(new byte[0]);

  @Test
  void readsBackAndKnowsItsKey() {
    SealKey key = SealKey.fresh("acme");
    Checkpoint signed = Checkpoint.sign("plainsight/acme/2026-11-03", 7, ROOT, key);
    Checkpoint read = Checkpoint.of(signed.text());
    assertEquals(7, read.size());
    assertArrayEquals(ROOT, read.root());
    assertTrue(read.isSignedBy("plainsight/acme", key.publicKey()));
    assertFalse(read.isSignedBy("plainsight/acme", SealKey.fresh("acme").publicKey()));
    assertFalse(read.isSignedBy("plainsight/other", key.publicKey()));
  }

  @Test
  void anotherSizeIsNotWhatWasSigned() {
    SealKey key = SealKey.fresh("acme");
    String text = Checkpoint.sign("plainsight/acme/2026-11-03", 7, ROOT, key).text();
    assertFalse(
        Checkpoint.of(text.replace("\n7\n", "\n8\n"))
            .isSignedBy("plainsight/acme", key.publicKey()));
  }

  @Test
  void verifiesTheExampleOfTheSignedNoteSpecification() {
    // A key and a note published with the signed-note format (golang.org/x/mod/sumdb/note).
    String text =
        """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
        """;
    byte[] raw = Bytes.fromBase64("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    PublicKey key = x509(java.util.Arrays.copyOfRange(raw, 1, raw.length));
    assertEquals(
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        Checkpoint.noteKey("PeterNeumann", key));
    assertTrue(new Checkpoint("", 0, ROOT, text).isSignedBy("PeterNeumann", key));
  }

  @Test
  void theKeyIsMadeOnceAndReadableByItsOwnerAlone(@TempDir Path folder) throws IOException {
    SealKey first = SealKey.in(folder.resolve("keys"), "acme");
    assertEquals(first.publicKey(), SealKey.in(folder.resolve("keys"), "acme").publicKey());
    Path secret = folder.resolve("keys/seal.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertThrows(IllegalStateException.class, () -> SealKey.in(folder.resolve("keys"), "acme"));
  }

  private static PublicKey x509(byte[] raw) {
    byte[] start = Bytes.fromHex("302a300506032b6570032100");
    byte[] all = java.util.Arrays.copyOf(start, start.length + raw.length);
    System.arraycopy(raw, 0, all, start.length, raw.length);
    return SealKey.publicKey(Bytes.base64(all));
  }
}
