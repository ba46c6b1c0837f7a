package dev.plainsight.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * One stack's folder and ports.
 *
 * @param folder everything the stack keeps between runs
 */
record Home(Path folder, int dashboardPort, int storePort, int kafkaPort, int pipelinePort) {
  /**
   * The folder {@code PLAINSIGHT_HOME}, by default one in the user's own; the ports from {@code
   * PLAINSIGHT_DASHBOARD_PORT}, {@code PLAINSIGHT_STORE_PORT}, {@code PLAINSIGHT_KAFKA_PORT},
   * {@code PLAINSIGHT_PIPELINE_PORT}.
   */
  static Home of(Map<String, String> environment, String name) {
    String set = environment.get("PLAINSIGHT_HOME");
    Path folder =
        set != null
            ? Path.of(set)
            : Path.of(System.getProperty("user.home"), ".local/share/plainsight", name);
    return new Home(
        folder.toAbsolutePath(),
        port(environment, "PLAINSIGHT_DASHBOARD_PORT", 7400),
        port(environment, "PLAINSIGHT_STORE_PORT", 7401),
        port(environment, "PLAINSIGHT_KAFKA_PORT", 7402),
        port(environment, "PLAINSIGHT_PIPELINE_PORT", 7403));
  }

  /** A folder with ports that nobody uses, for tests and measurements. */
  static Home fresh(Path folder) {
    return new Home(
        folder.toAbsolutePath(), Ports.free(), Ports.free(), Ports.free(), Ports.free());
  }

  private static int port(Map<String, String> environment, String variable, int otherwise) {
    String text = environment.getOrDefault(variable, Integer.toString(otherwise));
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new StartException(variable + " is '" + text + "'; it must be 1..65535");
    }
    throw new StartException(variable + " is '" + text + "'; it must be 1..65535");
  }

  Path in(String first, String... more) {
    return folder.resolve(Path.of(first, more));
  }

  String storeUrl() {
    return "http://127.0.0.1:" + storePort;
  }

  String dashboardUrl() {
    return "http://127.0.0.1:" + dashboardPort;
  }

  String pipelineUrl() {
    return "http://127.0.0.1:" + pipelinePort;
  }

  String kafkaBootstrap() {
    return "127.0.0.1:" + kafkaPort;
  }
}
