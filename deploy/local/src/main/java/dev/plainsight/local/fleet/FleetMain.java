package dev.plainsight.local.fleet;

import dev.plainsight.scenario.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Simulated people: first their history as fast as the log takes it, then as time goes by. A
 * restart goes on where it stood.
 */
@Command(name = "fleet")
public final class FleetMain implements Callable<Integer> {
  /** The demo's people, the same on every machine. */
  public static final long SEED = 7;

  public static final int PEOPLE = 50;
  public static final int DAYS = 14;

  @Option(names = "--folder", required = true)
  private Path folder = Path.of("");

  @Option(names = "--kafka", required = true)
  private String bootstrap = "";

  @Option(names = "--history-only")
  private boolean historyOnly;

  public static void main(String[] args) {
    System.exit(new CommandLine(new FleetMain()).execute(args));
  }

  /**
   * The fleet of the folder. Its history begins two weeks before the folder's first use, and ends
   * yesterday: what the day of that first use brings, it brings live.
   */
  public static Fleet fleet(Path folder) throws IOException {
    return new Fleet(SEED, PEOPLE, firstDay(folder), DAYS);
  }

  /** The first day of the folder's fleet; kept, so that a restart means the same people. */
  public static LocalDate firstDay(Path folder) throws IOException {
    Path file = folder.resolve("first-day");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Files.writeString(file, LocalDate.now(ZoneOffset.UTC).minusDays(DAYS).toString());
    }
    return LocalDate.parse(Files.readString(file).strip());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Fleet fleet = fleet(folder);
    Instant from = firstDay(folder).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = Instant.now().plus(Duration.ofDays(30));
    List<SimulatedDevice> devices = new ArrayList<>();
    try (Courier courier = new Courier(bootstrap)) {
      for (var colleague : fleet.roster()) {
        Path spool = folder.resolve(colleague.deviceId());
        devices.add(new SimulatedDevice(fleet, colleague.deviceId(), spool, courier, from, to));
      }
      history(devices, from, courier);
      while (!historyOnly) {
        Thread.sleep(1_000);
        run(devices, System.currentTimeMillis());
      }
    } finally {
      for (SimulatedDevice device : devices) {
        device.close();
      }
    }
    return 0;
  }

  /** Day by day over all devices, so that the pages fill from the left. */
  private static void history(List<SimulatedDevice> devices, Instant from, Courier courier)
      throws IOException {
    long begun = System.nanoTime();
    long events = 0;
    for (Instant day = from; ; day = day.plus(Duration.ofDays(1))) {
      long nowMs = System.currentTimeMillis();
      events += run(devices, Math.min(nowMs, day.toEpochMilli()));
      courier.flush();
      System.out.printf(
          Locale.ROOT,
          "history until %s: %d events in %.1f s%n",
          day,
          events,
          (System.nanoTime() - begun) / 1e9);
      if (day.toEpochMilli() >= nowMs) {
        System.out.println("history is complete");
        return;
      }
    }
  }

  private static long run(List<SimulatedDevice> devices, long nowMs) throws IOException {
    long events = 0;
    for (SimulatedDevice device : devices) {
      events += device.runUntil(nowMs);
    }
    return events;
  }
}
