package dev.plainsight.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.testing.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that devices sent once must be read for ever. Golden files are added, never edited: a
 * schema that changes gets a new file beside {@code activity-v1.avsc} and a new folder of golden
 * bytes, and each sum below stays as it is.
 */
class GoldenBytesTest {
  private static final Path FOLDER =
      Needs.repository().resolve("pipeline/contract/src/test/resources/golden/activity-v1");

  private static final Map<String, String> SUMS =
      Map.ofEntries(
          Map.entry(
              "agent.bin", "a7238fb1db96610f18de9b0742aa98f41350a6dbcf642b9d90823338a497285d"),
          Map.entry(
              "device.bin", "c008cce596a356c128fcae9db19369854e264a9a2555a40b4f0d23f11f6b71da"),
          Map.entry(
              "extremes.bin", "1bff1261b4beee62c1ccaad6d7ed914eb87ca10773350bd4d94b4e577530c3b6"),
          Map.entry(
              "letters.bin", "136caaefe47b655594aa7a540a505df37328259995670584bfc468df2f5d9754"),
          Map.entry(
              "logon.bin", "f7e66bef98561573c1fe55d522a61122328895ae54f0a1123bea086e3319d054"),
          Map.entry(
              "nothing-known.bin",
              "37f05d554365032058d303a265221f2c0dbd3597eef5f55deadea8812d8a4e9e"),
          Map.entry(
              "presence.bin", "edfa7cc4f495fcaca5ae6335e5767d61ac19811930bd7cb9c62b7b92ed032465"),
          Map.entry(
              "process.bin", "4b7e7495ea35d4d6b6700593ea39305c335fbb42d56fef7db28a8f922cb72b21"),
          Map.entry(
              "second-of-epoch.bin",
              "816453bc0b94ad02b4c9b056472f740d143a0a098d0bdf731db8b52a7a4d1579"));

  static Stream<String> files() {
    return SUMS.keySet().stream().sorted();
  }

  @Test
  void goldenFilesAreAddedNeverEdited() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        found.put(file.getFileName().toString(), sha256(Files.readAllBytes(file)));
      }
    }
    assertEquals(new TreeMap<>(SUMS), found);
  }

  @Test
  void everyGoldenBatchHasItsFile() {
    assertEquals(
        GoldenBatches.all().keySet().stream().map(name -> name + ".bin").sorted().toList(),
        files().toList());
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsWhatWasSentThen(String file) throws IOException {
    assertEquals(
        new Decoded.Batch(expected(file)),
        new BatchCodec().decode(Files.readAllBytes(FOLDER.resolve(file))));
  }

  @ParameterizedTest
  @MethodSource("files")
  void writesTheSameBytesToday(String file) throws IOException {
    byte[] then = Files.readAllBytes(FOLDER.resolve(file));
    assertArrayEquals(then, new BatchCodec().encode(expected(file)));
    Decoded.Batch read = (Decoded.Batch) new BatchCodec().decode(then);
    assertArrayEquals(then, new BatchCodec().encode(read.batch()));
  }

  @Test
  void theChainHoldsBetweenTwoGoldenFiles() throws IOException {
    byte[] first = Files.readAllBytes(FOLDER.resolve("presence.bin"));
    assertEquals(
        ByteBuffer.wrap(HashChain.link(first)), expected("second-of-epoch.bin").getPreviousHash());
  }

  /** The fingerprint is in every record; the text also has the defaults, which it leaves out. */
  @Test
  void theSchemaIsPinned() throws IOException {
    assertEquals(
        "da9ac10ff124de19",
        Long.toHexString(
            SchemaNormalization.parsingFingerprint64(BatchCodec.schema("activity-v1"))));
    try (var text = BatchCodec.class.getResourceAsStream("/schema/activity-v1.avsc")) {
      assertEquals(
          "709832cfa5a500aa0d3ad4e67caca8e135c2c4860e5d203bfdef4e8e057de38a",
          sha256(text == null ? new byte[0] : text.readAllBytes()));
    }
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(HashChain.link(bytes));
  }

  private static EventBatch expected(String file) {
    EventBatch batch = GoldenBatches.all().get(file.replace(".bin", ""));
    if (batch == null) {
      throw new IllegalArgumentException("nothing says what " + file + " holds");
    }
    return batch;
  }
}
