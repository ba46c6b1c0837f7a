package dev.plainsight.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs a program of the house to its end, with the user's own terminal. */
final class Programs {
  private Programs() {}

  /** The program's exit code. */
  static int run(
      String module, String mainClass, List<String> args, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", Layout.classpath(module), mainClass));
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }

  /** Where the parts of a running stack are. */
  static Map<String, String> endpoints(Home home) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PLAINSIGHT_KAFKA_BOOTSTRAP", home.kafkaBootstrap());
    environment.put("PLAINSIGHT_STORE_URL", home.storeUrl());
    environment.put("PLAINSIGHT_STORE_USER", "default");
    environment.put("PLAINSIGHT_STORE_PASSWORD_FILE", home.in("store", "password").toString());
    environment.put("PLAINSIGHT_HOME", home.folder().toString());
    String url = System.getenv(Stack.CLICKHOUSE_URL);
    if (url != null) {
      environment.put("PLAINSIGHT_STORE_URL", url);
      environment.remove("PLAINSIGHT_STORE_USER");
      environment.remove("PLAINSIGHT_STORE_PASSWORD_FILE");
    }
    return environment;
  }
}
