package dev.plainsight.local.road;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.contract.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A person's input at a real X server, through the agent and the whole road, to the store. */
class DeskTest {
  private static final int KEYS = 12;
  private static final int CLICKS = 3;
  private static final int MOVES = 5;

  @Test
  void theCountsThatWereMadeAreTheCountsThatArrive() throws Exception {
    Path xdotool = Needs.program("xdotool", "xdotool");
    try (Road road = new Road();
        Desk desk = new Desk(road.stack().folder("display"))) {
      Process agent = agent(road, desk.display());
      try {
        Road.await("the agent to watch", () -> slices(road) > 0);
        for (int i = 0; i < KEYS; i++) {
          desk.run(xdotool, "key", i % 2 == 0 ? "a" : "b");
        }
        for (int i = 0; i < CLICKS; i++) {
          desk.run(xdotool, "click", "1");
        }
        for (int i = 0; i < MOVES; i++) {
          desk.run(xdotool, "mousemove_relative", "--", "7", "3");
        }
        // An orderly stop closes the open slice and sends it.
        agent.destroy();
        agent.waitFor(30, TimeUnit.SECONDS);
      } finally {
        agent.destroyForcibly();
      }
      String sums =
          "SELECT sum(keys), sum(clicks), sum(moves), sum(injected_keys), sum(injected_clicks)"
              + " FROM activity.presence FINAL WHERE device_id = 'desk-1'";
      String expected =
          String.join("\t", "" + KEYS, "" + CLICKS, "" + MOVES, "" + KEYS, "" + CLICKS);
      Road.await("the counts", () -> road.lines(sums).equals(List.of(expected)));
      assertEquals(List.of(expected), road.lines(sums));
    }
  }

  private static long slices(Road road) throws IOException, InterruptedException {
    return road.number("SELECT count() FROM security.agent_states WHERE device_id = 'desk-1'");
  }

  private static Process agent(Road road, String display) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                road.stack().classpath("agent"),
                "dev.plainsight.agent.AgentMain",
                "run")
            .redirectErrorStream(true)
            .redirectOutput(road.stack().folder("agent.log").toFile());
    builder.environment().put("DISPLAY", display);
    builder.environment().put("PLAINSIGHT_DATA", road.stack().folder("agent").toString());
    builder.environment().put("PLAINSIGHT_DEVICE_ID", "desk-1");
    builder.environment().put("PLAINSIGHT_KAFKA_BOOTSTRAP", road.stack().kafkaBootstrap());
    builder.environment().put("PLAINSIGHT_LOGINS_ENABLED", "false");
    builder.environment().put("PLAINSIGHT_PROCESSES_ENABLED", "false");
    return builder.start();
  }

  /** An X server in memory. */
  private static final class Desk implements AutoCloseable {
    private final Process server;
    private final String display;

    Desk(Path folder) throws Exception {
      Files.createDirectories(folder);
      Path number = folder.resolve("number");
      server =
          new ProcessBuilder(
                  Needs.program("Xvfb", "xvfb").toString(),
                  "-displayfd",
                  "1",
                  "-nolisten",
                  "tcp",
                  "-screen",
                  "0",
                  "1280x800x24")
              .redirectOutput(number.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      Road.await("Xvfb", () -> Files.exists(number) && Files.size(number) > 0);
      display = ":" + Files.readString(number).strip();
    }

    String display() {
      return display;
    }

    void run(Path program, String... args) throws IOException, InterruptedException {
      List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
      command.addAll(List.of(args));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("DISPLAY", display);
      assertEquals(0, builder.start().waitFor(), command.toString());
    }

    @Override
    public void close() {
      server.destroy();
    }
  }
}
