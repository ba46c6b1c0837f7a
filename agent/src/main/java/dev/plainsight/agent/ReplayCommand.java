package dev.plainsight.agent;

import dev.plainsight.agent.logins.AuthLogReplay;
import dev.plainsight.agent.logins.ReplayCounts;
import dev.plainsight.agent.logins.ReplayPlan;
import dev.plainsight.agent.outbox.KafkaTransport;
import dev.plainsight.agent.outbox.Transport;
import dev.plainsight.agent.redaction.Redaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    description = {
      "Feeds a log file through the agent's collector, redaction and outbox.",
      "The same file gives the same batches, on any machine and however often."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  private static final long BUFFER_BYTES = 16L << 20;

  @Option(
      names = "--format",
      required = true,
      description = "auth-log: sshd, sudo, su, logind and account lines of syslog")
  private String format;

  @Parameters(paramLabel = "FILE", description = "the log; .gz is read as such")
  private Path file;

  @Option(names = "--year", description = "of the first line, where the log names none")
  private @Nullable Integer year;

  @Option(names = "--zone", description = "of stamps that name none (default: UTC)")
  private @Nullable String zone;

  @Option(names = "--device", description = "device id (default: the host named in the log)")
  private @Nullable String device;

  @Option(names = "--kafka", description = "host:port (default: kafka.bootstrap of the settings)")
  private @Nullable String kafka;

  @Option(
      names = "--spool",
      description = "folder for what is under way (default: data of the settings)")
  private @Nullable Path spool;

  @Option(names = "--config", description = "settings file")
  private @Nullable Path config;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!format.equals("auth-log")) {
      throw new IOException("--format is '" + format + "'; it must be auth-log");
    }
    AgentSettings settings = AgentSettings.load(config);
    ReplayPlan plan =
        ReplayPlan.of(
            file,
            year == null ? OptionalInt.empty() : OptionalInt.of(year),
            Optional.ofNullable(device),
            ZoneId.of(zone == null ? "UTC" : zone));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    String broker = kafka == null ? settings.bootstrap() : kafka;
    out.printf(
        "%s as device %s from the year %d%s, epoch %d, to Kafka at %s%n",
        file,
        plan.deviceId(),
        plan.year(),
        plan.isGuessed() ? " (inferred; --year sets it)" : "",
        plan.epoch(),
        broker);
    out.flush();
    Path folder = spool == null ? settings.folder().resolve("replay") : spool;
    Path own = folder.resolve(plan.deviceId() + "-" + Long.toHexString(plan.epoch()));
    Redaction redaction = new Redaction(settings.redaction());
    AuthLogReplay replay = new AuthLogReplay(plan, redaction, line -> say(out, line));
    try (Transport transport = new KafkaTransport(broker, BUFFER_BYTES)) {
      tell(out, replay.run(own, transport));
    }
    delete(own);
    return 0;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private static void tell(PrintWriter out, ReplayCounts counts) {
    counts.firstUnreadable().forEach(out::println);
    say(
        out,
        ("read %,d lines: %,d told something, %,d not of interest, %,d could not be read; "
                + "%,d events in %,d batches, %,d acknowledged")
            .formatted(
                counts.lines(),
                counts.eventLines(),
                counts.notOfInterest(),
                counts.unreadable(),
                counts.events(),
                counts.outbox().batches(),
                counts.outbox().acked()));
  }

  /** The log has it all: a further replay starts from nothing, to the same batches. */
  private static void delete(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path old : files) {
        Files.delete(old);
      }
    }
    Files.delete(folder);
  }
}
