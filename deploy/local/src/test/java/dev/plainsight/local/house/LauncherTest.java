package dev.plainsight.local.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.testing.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher on machines that lack something: it says what, and how to get it. */
class LauncherTest {
  private static final String JDK_17 = "echo '    java.specification.version = 17' >&2";

  /** All that the launcher finds: what every machine has, and what a test puts beside. */
  @TempDir Path bin;

  private record Said(int exit, String text) {}

  @BeforeEach
  void ordinaryPrograms() throws IOException {
    for (String name : List.of("bash", "sed", "dirname", "cat", "find", "mkdir", "grep", "head")) {
      Files.createSymbolicLink(bin.resolve(name), Needs.program(name, "coreutils, sed, grep"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "up", "down", "status", "verify", "bench", "sql"})
  void withoutAJdkItNamesTheJdkAndItsPackage(String command) throws Exception {
    Said said = launch(Map.of(), command);
    assertEquals(2, said.exit(), said.text());
    assertTrue(said.text().contains("This machine lacks:"), said.text());
    assertTrue(said.text().contains("a JDK, 17 or newer: apt-get install openjdk"), said.text());
  }

  @Test
  void aJreIsNotTakenForAJdk() throws Exception {
    program("java", JDK_17);
    Said said = launch(Map.of(), "up");
    assertEquals(2, said.exit(), said.text());
    assertTrue(said.text().contains("a JDK, not only a JRE"), said.text());
  }

  @Test
  void anOldJavaIsNamedWithItsVersion() throws Exception {
    program("java", "echo '    java.specification.version = 11' >&2");
    for (String name : List.of("javac", "mvn", "npm")) {
      program(name, "exit 1");
    }
    Said said = launch(Map.of(), "up");
    assertEquals(2, said.exit(), said.text());
    assertTrue(said.text().contains("java is version 11; 17 or newer is needed"), said.text());
    assertTrue(said.text().contains("set JAVA_HOME, or: apt-get install"), said.text());
  }

  @Test
  void withoutNpmItTellsBothWaysToAStore() throws Exception {
    program("java", JDK_17);
    program("javac", "exit 1");
    Said said = launch(Map.of(), "up");
    assertEquals(2, said.exit(), said.text());
    assertTrue(said.text().contains("apt-get install npm"), said.text());
    assertTrue(said.text().contains("or set PLAINSIGHT_CLICKHOUSE_URL to a server"), said.text());
    assertTrue(said.text().contains("Maven, 3.8 or newer"), "all that is missing at once");
  }

  @Test
  void withAServerOfItsOwnNoNpmIsAskedFor() throws Exception {
    Said said = launch(Map.of("PLAINSIGHT_CLICKHOUSE_URL", "http://127.0.0.1:8123"), "up");
    assertEquals(2, said.exit(), said.text());
    assertFalse(said.text().contains("npm"), said.text());
  }

  @Test
  void anUnknownCommandIsNamed() throws Exception {
    Said said = launch(Map.of(), "dmeo");
    assertEquals(2, said.exit());
    assertTrue(said.text().startsWith("no command 'dmeo'\nPlainsight on one"), said.text());
  }

  private void program(String name, String body) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private Said launch(Map<String, String> environment, String command) throws Exception {
    ProcessBuilder launcher =
        new ProcessBuilder(
            bin.resolve("bash").toString(),
            Needs.repository().resolve("plainsight").toString(),
            command);
    launcher.environment().clear();
    launcher.environment().put("PATH", bin.toString());
    launcher.environment().putAll(environment);
    Process process = launcher.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
