package dev.plainsight.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code demo} adds to {@code up}: simulated people, who write through the real outbox. */
final class Demonstration {
  private Demonstration() {}

  /** Starts the fleet; it goes on from where its outboxes stand. */
  static void begin(Home home, Stack stack) throws IOException, InterruptedException {
    Map<String, String> environment = new TreeMap<>(stack.endpoints());
    environment.put("PLAINSIGHT_HOME", home.folder().toString());
    stack.start(
        new Part(
            "fleet",
            "dev.plainsight.local.fleet.FleetMain",
            Layout.classpath("deploy/local"),
            List.of("-Xmx512m", "-XX:+UseSerialGC"),
            List.of("--folder", home.in("fleet").toString()),
            environment,
            0,
            Health.alive()));
  }
}
