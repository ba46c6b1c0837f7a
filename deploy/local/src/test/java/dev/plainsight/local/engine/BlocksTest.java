package dev.plainsight.local.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlocksTest {
  @Test
  @SuppressWarnings("deprecation") // of the driver, but what it checks our blocks by
  void hashesAsTheDriverDoesFromTheShortestBlockOn() {
    byte[] bytes = new byte[1100];
    new Random(7).nextBytes(bytes);
    for (int length = 9; length < 1000; length++) {
      long[] theirs = com.clickhouse.data.ClickHouseCityHash.cityHash128(bytes, 13, length);
      assertEquals(
          new CityHash128.Pair(theirs[0], theirs[1]),
          CityHash128.of(bytes, 13, length),
          "length " + length);
    }
  }

  @Test
  void comesBackAsItWentIn() throws IOException {
    byte[] plain = new byte[300_000];
    new Random(7).nextBytes(plain);
    assertArrayEquals(
        plain, Blocks.decompressed(new ByteArrayInputStream(packed(plain))).readAllBytes());
    assertEquals(0, packed(new byte[0]).length);
  }

  @Test
  void aFlippedBitIsNamed() throws IOException {
    byte[] packed = packed(new byte[1000]);
    packed[packed.length - 1] ^= 1;
    assertEquals(40, failure(packed).code());
  }

  @Test
  void aBlockThatClaimsTooMuchIsRefusedBeforeMemoryIsTaken() throws IOException {
    byte[] packed = packed(new byte[1000]);
    packed[20] = 0x7f; // the highest byte of its size
    assertEquals(271, failure(packed).code());
  }

  private static EngineError failure(byte[] packed) {
    return assertThrows(
        EngineError.class,
        () -> Blocks.decompressed(new ByteArrayInputStream(packed)).readAllBytes());
  }

  private static byte[] packed(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = Blocks.compressed(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
