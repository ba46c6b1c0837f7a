package dev.plainsight.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.evidence.verify.Check;
import dev.plainsight.evidence.verify.Verdict;
import dev.plainsight.evidence.verify.Verifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file from nobody, before anything in it is believed. */
final class ArchiveTest {
  @TempDir Path folder;

  @Test
  void aNameThatLeavesTheFolderIsRefused() throws IOException {
    refused(zip("../../etc/passwd"), Check.ARCHIVE, "not a plain path: '../../etc/passwd'");
    refused(zip("/etc/passwd"), Check.ARCHIVE, "not a plain path");
    refused(zip("a\\b"), Check.ARCHIVE, "not a plain path");
    refused(zip("scope/.hidden"), Check.ARCHIVE, "not a plain path");
  }

  @Test
  void aNameThatComesTwiceIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(zip("first.txt", "other.txt"));
    String twice = new String(bytes, StandardCharsets.ISO_8859_1).replace("other.txt", "first.txt");
    refused(
        Files.write(folder.resolve("twice.zip"), twice.getBytes(StandardCharsets.ISO_8859_1)),
        Check.ARCHIVE,
        "first.txt is there twice");
  }

  @Test
  void moreEntriesThanAPackageHasAreRefused() throws IOException {
    String[] names = new String[50_001];
    for (int i = 0; i < names.length; i++) {
      names[i] = "f" + i;
    }
    refused(zip(names), Check.ARCHIVE, "50001 entries; the limit is 50000");
  }

  @Test
  void aManifestThatUnpacksWithoutEndIsNotReadToItsEnd() throws IOException {
    Path file = folder.resolve("bomb.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(zip, "manifest.dsse.json", 10);
      entry(zip, "keys/seal.pub", 65 << 20);
      entry(zip, "manifest.json", 10);
    }
    refused(file, Check.FILES, "keys/seal.pub is larger than 67108864 bytes");
  }

  @Test
  void whatIsNoPackageIsSaidSo() throws IOException {
    refused(Files.write(folder.resolve("a.zip"), new byte[100]), Check.ARCHIVE, "is not a ZIP");
    refused(zip("a.txt"), Check.FILES, "manifest.json is missing");
    refused(folder.resolve("none.zip"), Check.ARCHIVE, "cannot be read");
  }

  private static void refused(Path file, Check check, String why) {
    Verdict verdict = Verifier.verify(file, null);
    assertEquals(1, verdict.exit());
    assertEquals(check, verdict.failures().get(0).check());
    assertTrue(verdict.failures().toString().contains(why), verdict.failures().toString());
  }

  private Path zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        entry(zip, name, 1);
      }
    }
    return Files.write(folder.resolve("names.zip"), bytes.toByteArray());
  }

  private static void entry(ZipOutputStream zip, String name, int bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(new byte[bytes]);
    zip.closeEntry();
  }
}
