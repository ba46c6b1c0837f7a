package dev.plainsight.agent;

import dev.plainsight.agent.outbox.KafkaTransport;
import dev.plainsight.agent.outbox.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    description = "Collects and sends until it is told to stop (SIGTERM, Ctrl-C).",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Option(names = "--config", description = "settings file")
  private @Nullable Path config;

  @Option(names = "--kafka", description = "host:port, instead of kafka.bootstrap")
  private @Nullable String kafka;

  @Option(names = "--data", description = "folder, instead of data")
  private @Nullable String data;

  @Option(names = "--device", description = "device id, instead of device.id")
  private @Nullable String device;

  @Override
  public Integer call() throws IOException, InterruptedException {
    AgentSettings settings = AgentSettings.load(config, given());
    Agent agent = new Agent(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(agent::stop, "stop"));
    try (Transport transport =
        new KafkaTransport(settings.bootstrap(), KafkaTransport.BUFFER_BYTES_DEFAULT)) {
      agent.run(transport);
    }
    return 0;
  }

  private Map<String, String> given() {
    Map<String, String> given = new HashMap<>();
    put(given, "kafka.bootstrap", kafka);
    put(given, "data", data);
    put(given, "device.id", device);
    return given;
  }

  private static void put(Map<String, String> given, String key, @Nullable String value) {
    if (value != null) {
      given.put(key, value);
    }
  }
}
