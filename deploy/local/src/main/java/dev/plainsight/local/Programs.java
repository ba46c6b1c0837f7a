package dev.plainsight.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs a program of the house to its end. */
final class Programs {
  private Programs() {}

  /** The program that joins evidence to the store, of the module {@code dashboard}. */
  static final String EVIDENCE = "dev.plainsight.dashboard.evidence.EvidenceMain";

  /** The program's exit code; it has the user's own terminal. */
  static int run(
      String module, String mainClass, List<String> args, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = builder(module, mainClass, args, environment);
    return builder.inheritIO().start().waitFor();
  }

  /** Imports the organisation's lists, or shows what is in force. */
  static int directory(Home home, List<String> args) throws IOException, InterruptedException {
    return run("pipeline/jobs", "dev.plainsight.jobs.DirectoryMain", args, endpoints(home));
  }

  private static ProcessBuilder builder(
      String module, String mainClass, List<String> args, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", Layout.classpath(module), mainClass));
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }

  /** Where evidence keeps its own: the dashboard and the evidence program must agree. */
  static Map<String, String> evidence(Home home) {
    return Map.of(
        "PLAINSIGHT_EVIDENCE_FOLDER", home.in("evidence").toString(),
        "PLAINSIGHT_EVIDENCE_PACKAGES", home.in("packages").toString());
  }

  /** Where the parts of a running stack are. */
  static Map<String, String> endpoints(Home home) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PLAINSIGHT_KAFKA_BOOTSTRAP", home.kafkaBootstrap());
    environment.put("PLAINSIGHT_STORE_URL", home.storeUrl());
    environment.put("PLAINSIGHT_STORE_USER", "default");
    environment.put("PLAINSIGHT_STORE_PASSWORD_FILE", home.in("store", "password").toString());
    environment.putAll(evidence(home));
    String url = System.getenv(Stack.CLICKHOUSE_URL);
    if (url != null) {
      environment.put("PLAINSIGHT_STORE_URL", url);
      environment.remove("PLAINSIGHT_STORE_USER");
      environment.remove("PLAINSIGHT_STORE_PASSWORD_FILE");
    }
    return environment;
  }
}
