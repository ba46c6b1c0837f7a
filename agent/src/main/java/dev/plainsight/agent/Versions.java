package dev.plainsight.agent;

import dev.plainsight.contract.HashChain;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * What runs.
 *
 * @param agent its version; {@code dev} where it runs from a build
 * @param config SHA-256 of the settings, hex
 * @param binary SHA-256 of the jar, hex; empty where it runs from a build
 */
record Versions(String agent, String config, String binary) {
  private static final Logger LOG = Logger.getLogger(Versions.class.getName());

  static Versions of(AgentSettings settings) {
    String version = AgentMain.class.getPackage().getImplementationVersion();
    return new Versions(version == null ? "dev" : version, settings.hash(), binaryHash());
  }

  private static String binaryHash() {
    try {
      Optional<CodeSource> source =
          Optional.ofNullable(AgentMain.class.getProtectionDomain().getCodeSource());
      if (source.isEmpty()) {
        return "";
      }
      Path jar = Path.of(source.get().getLocation().toURI());
      return Files.isRegularFile(jar)
          ? HexFormat.of().formatHex(HashChain.sha256().digest(Files.readAllBytes(jar)))
          : "";
    } catch (IOException | URISyntaxException e) {
      LOG.warning("cannot hash the agent's own jar: " + e);
      return "";
    }
  }
}
