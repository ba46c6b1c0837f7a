package dev.plainsight.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "acknowledge",
    description = "Shows the notice and acknowledges it for this machine (notice.mode: person).",
    mixinStandardHelpOptions = true)
final class AcknowledgeCommand implements Callable<Integer> {
  @Option(names = "--config", description = "settings file")
  private @Nullable Path config;

  @Override
  public Integer call() throws IOException {
    AgentSettings settings = AgentSettings.load(config);
    System.out.print(Notice.TEXT);
    new Notice(false, settings.folder()).acknowledge(System.getProperty("user.name", ""));
    System.out.println("Acknowledged.");
    return 0;
  }
}
