package dev.plainsight.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.testing.Needs;
import dev.plainsight.evidence.pack.PackageBuilder;
import dev.plainsight.evidence.pack.PackageRequest;
import dev.plainsight.evidence.seal.SealKey;
import dev.plainsight.evidence.verify.Check;
import dev.plainsight.evidence.verify.Verdict;
import dev.plainsight.evidence.verify.Verifier;
import dev.plainsight.evidence.verify.VerifyMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackageTest {
  @TempDir static Path folder;
  private static Sealed sealed;

  @BeforeAll
  static void build() {
    sealed = new Sealed(new World(4, 14, 4), 14, folder);
  }

  @Test
  void aGoodPackageIsVerified() {
    Verdict verdict = Verifier.verify(sealed.build(folder), sealed.key.publicKey());
    assertEquals(List.of(), verdict.failures());
    assertEquals(
        "VERIFIED 69 files, 406 events, coverage 37.14%, 15 exceptions, assurance L2",
        verdict.lastLine());
  }

  @Test
  void theSameInputsGiveTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(sealed.build(folder.resolve("a")));
    byte[] second = Files.readAllBytes(sealed.build(folder.resolve("b")));
    assertArrayEquals(first, second);
  }

  @Test
  void whatWasRecordedAfterTheLastSealedDayIsNoted() {
    Path file =
        sealed.build(
            sealed.records,
            sealed.seals.subList(0, 14), // the runs on the last day came a day later
            sealed.key,
            folder.resolve("early"));
    Verdict verdict = Verifier.verify(file, sealed.key.publicKey());
    assertEquals(0, verdict.exit());
    assertTrue(verdict.notes().toString().contains("4 enclosed records were recorded after"));
  }

  @Test
  void aPeriodThatIsNotSealedIsIncomplete() {
    Path file =
        sealed.build(
            sealed.records, sealed.seals.subList(0, 10), sealed.key, folder.resolve("unsealed"));
    Verdict verdict = Verifier.verify(file, sealed.key.publicKey());
    assertEquals(2, verdict.exit());
    assertEquals(
        new Verdict.Failure(Check.DAYS, "2026-11-11 is not sealed yet"), verdict.failures().get(0));
  }

  @Test
  void type1IsAsOfOneDayWithAWalkthroughItem() throws IOException {
    var day = World.SUNDAY.plusDays(2);
    PackageRequest request =
        new PackageRequest(
            "acme", PackageRequest.Type.TYPE1, new Period(day, day), day, 1, "it@acme", "");
    Path file =
        new PackageBuilder(sealed.records, sealed.seals, sealed.key, line -> {})
            .build(request, folder);
    assertEquals(List.of(), Verifier.verify(file, sealed.key.publicKey()).failures());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertEquals(2, text(zip, "controls/WM-01/walkthrough.csv").lines().count());
      assertTrue(text(zip, "summary.html").contains("Operating effectiveness not tested"));
    }
  }

  @Test
  void theCommandSaysWhatItFound() throws IOException {
    Path pub = folder.resolve("seal.pub");
    Files.writeString(pub, SealKey.pem(sealed.key.publicKey()));
    String file = sealed.build(folder.resolve("cli")).toString();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertEquals(0, VerifyMain.run(new String[] {file, "--key", pub.toString()}, print));
    assertEquals(0, VerifyMain.run(new String[] {file, "--json"}, print));
    assertEquals(64, VerifyMain.run(new String[] {}, print));
    assertEquals(1, VerifyMain.run(new String[] {pub.toString()}, print));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("VERIFIED 69 files"), text);
    assertTrue(text.contains("{\"exit\":0,\"verdict\":\"VERIFIED"), text);
    assertTrue(text.contains("FAILED archive: seal.pub is not a ZIP"), text);
  }

  /** The promise that openssl and sha256sum are enough. */
  @Test
  void theEnclosedScriptVerifiesItToo() throws Exception {
    Needs.program("openssl", "openssl");
    Path place = folder.resolve("unpacked");
    unpack(sealed.build(folder.resolve("sh")), place);
    String good = sh(place, 0);
    assertTrue(good.startsWith("VERIFIED 69 files"), good);
    assertTrue(good.contains(SealKey.fingerprint(sealed.key.publicKey())), good);
    Files.writeString(place.resolve("scope/roster.csv"), "x");
    assertTrue(sh(place, 1).contains("ALTERED: files differ from the manifest"));
  }

  private static String sh(Path place, int exit) throws Exception {
    Process process =
        new ProcessBuilder("sh", "verify.sh")
            .directory(place.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exit, process.waitFor(), out);
    return out;
  }

  private static void unpack(Path file, Path place) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path target = place.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, target);
        }
      }
    }
  }

  private static String text(ZipFile zip, String path) throws IOException {
    try (InputStream in = zip.getInputStream(zip.getEntry(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
