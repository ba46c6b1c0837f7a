package dev.plainsight.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnginePackageTest {
  @TempDir Path cache;

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x64-gnu",
    "Linux, aarch64, linux-arm64-gnu",
    "Mac OS X, aarch64, darwin-arm64",
    "Mac OS X, x86_64, darwin-x64"
  })
  void knowsThePackageOfEachPlatform(String os, String arch, String platform) throws IOException {
    assertEquals(platform, EnginePackage.platform(os, arch));
  }

  @Test
  void namesTheWayOutWhereThereIsNoEngine() {
    String error =
        assertThrows(IOException.class, () -> EnginePackage.platform("Windows 11", "amd64"))
            .toString();
    assertTrue(error.contains(EnginePackage.REAL_SERVER), error);
  }

  @Test
  void withoutNpmTheErrorTellsBothWaysOut() throws Exception {
    String error = failure(packageWith("sha512-x", "no-such-npm"));
    assertTrue(error.contains("install npm"), error);
    assertTrue(error.contains(EnginePackage.REAL_SERVER), error);
  }

  @Test
  void aPlatformWithoutAPinnedSumIsRefused() throws Exception {
    String error = failure(packageWith("", "npm"));
    assertTrue(error.contains("PLAINSIGHT_ENGINE_SUM"), error);
  }

  @Test
  void aFailedFetchLeavesNothingThatCouldBeUsed() throws Exception {
    Path npm = cache.resolve("npm");
    Files.writeString(
        npm, "#!/bin/sh\nmkdir -p node_modules/@chdb/lib-linux-x64-gnu\necho EINTEGRITY\nexit 1\n");
    assertTrue(npm.toFile().setExecutable(true));
    EnginePackage engine = packageWith("sha512-x", npm.toString());
    assertTrue(failure(engine).contains("EINTEGRITY"));
    assertFalse(engine.isFetched());
    try (Stream<Path> left = Files.list(cache.resolve("engine"))) {
      assertEquals(List.of("lock"), left.map(f -> f.getFileName().toString()).toList());
    }
  }

  private EnginePackage packageWith(String sum, String npm) {
    return new EnginePackage("linux-x64-gnu", "26.7.3-stable.1", sum, 1000, cache, npm);
  }

  private static String failure(EnginePackage engine) {
    return assertThrows(IOException.class, () -> engine.fetch(line -> {})).toString();
  }
}
