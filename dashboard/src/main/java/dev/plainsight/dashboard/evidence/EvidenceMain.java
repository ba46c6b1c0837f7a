package dev.plainsight.dashboard.evidence;

import dev.plainsight.contract.SettingsException;
import dev.plainsight.dashboard.DashboardSettings;
import dev.plainsight.evidence.EvidenceDay;
import dev.plainsight.evidence.Period;
import dev.plainsight.evidence.Times;
import dev.plainsight.evidence.control.Control;
import dev.plainsight.evidence.control.ControlRun;
import dev.plainsight.evidence.control.Controls;
import dev.plainsight.evidence.pack.PackageRequest;
import dev.plainsight.evidence.seal.Seal;
import dev.plainsight.store.Store;
import dev.plainsight.store.StoreException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evidence test | seal | run | build | status}: the daily work of evidence by hand. */
@Command(
    name = "evidence",
    description = "Test controls, seal days, build packages for auditors.",
    mixinStandardHelpOptions = true,
    subcommands = {
      EvidenceMain.Test.class,
      EvidenceMain.Sealing.class,
      EvidenceMain.Daily.class,
      EvidenceMain.Build.class,
      EvidenceMain.Status.class
    })
public final class EvidenceMain {
  private EvidenceMain() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs as from a shell; the exit code. */
  static int run(String... args) {
    return new CommandLine(new EvidenceMain())
        .setExecutionExceptionHandler(EvidenceMain::explain)
        .execute(args);
  }

  /** What a person can mend is said in a sentence; everything else is ours, with its trace. */
  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    if (e instanceof SettingsException
        || e instanceof StoreException
        || e instanceof IllegalArgumentException
        || e instanceof IllegalStateException) {
      System.err.println(e.getMessage());
    } else {
      e.printStackTrace();
    }
    return 1;
  }

  /** What every command needs. */
  abstract static class OnStore implements Callable<Integer> {
    @Option(
        names = "--settle-days",
        description = "How long late data is awaited (default: 7; 0 for a demonstration).")
    @Nullable Integer settleDays;

    @Override
    public Integer call() throws Exception {
      DashboardSettings all = DashboardSettings.load(List.of(), System.getenv());
      EvidenceSettings set =
          settleDays == null ? all.evidence() : all.evidence().settling(settleDays);
      try (Store store = Store.open(all.store())) {
        work(set.day(store, InstantSource.system()), set, new StoreRecords(store));
      }
      return 0;
    }

    abstract void work(EvidenceDay day, EvidenceSettings settings, StoreRecords records);
  }

  static void say(String line) {
    System.out.println(line);
  }

  private static LocalDate yesterday() {
    return Times.day(System.currentTimeMillis()).minusDays(1);
  }

  @Command(name = "test", description = "Test all controls on a day, or on the days from .. to.")
  static final class Test extends OnStore {
    @Option(names = "--day", description = "One day (default: yesterday).")
    @Nullable LocalDate one;

    @Option(names = "--from", description = "First day.")
    @Nullable LocalDate from;

    @Option(names = "--to", description = "Last day (default: yesterday).")
    @Nullable LocalDate to;

    @Override
    void work(EvidenceDay day, EvidenceSettings settings, StoreRecords records) {
      LocalDate last = one != null ? one : to != null ? to : yesterday();
      LocalDate first = one != null || from == null ? last : from;
      List<ControlRun> recorded = day.test(new Period(first, last), EvidenceMain::say);
      say(recorded.size() + " runs recorded");
    }
  }

  @Command(name = "seal", description = "Seal all settled days that are not sealed yet.")
  static final class Sealing extends OnStore {
    @Option(
        names = "--through",
        description =
            "The last day to seal (default: the last settled one). What arrives of a day"
                + " after it was sealed goes into the next seal.")
    @Nullable LocalDate through;

    @Override
    void work(EvidenceDay day, EvidenceSettings settings, StoreRecords records) {
      LocalDate last = through == null ? day.settledThrough() : through;
      List<Seal> sealed = day.seal(last, EvidenceMain::say);
      say(sealed.size() + " days sealed; seals are in " + settings.seals());
    }
  }

  @Command(
      name = "run",
      description = "The daily work, now: test what is not sealed, seal what is settled.")
  static final class Daily extends OnStore {
    @Override
    void work(EvidenceDay day, EvidenceSettings settings, StoreRecords records) {
      day.run(EvidenceMain::say);
    }
  }

  @Command(name = "build", description = "Build a signed package for an auditor.")
  static final class Build extends OnStore {
    @Option(names = "--from", description = "First day (Type 2).")
    @Nullable LocalDate from;

    @Option(names = "--to", description = "Last day (Type 2; default: yesterday).")
    @Nullable LocalDate to;

    @Option(names = "--type1", description = "Type 1: as of one day.")
    boolean type1;

    @Option(names = "--as-of", description = "The day of a Type 1 package (default: yesterday).")
    @Nullable LocalDate asOf;

    @Option(names = "--revision", description = "Number of this package (default: 1).")
    int revision = 1;

    @Option(names = "--out", description = "Folder (default: evidence.packages of the settings).")
    @Nullable Path out;

    @Override
    void work(EvidenceDay day, EvidenceSettings settings, StoreRecords records) {
      LocalDate asked = type1 ? asOf : to;
      LocalDate last = asked == null ? yesterday() : asked;
      LocalDate first = type1 || from == null ? last : from;
      if (!type1 && from == null) {
        throw new SettingsException(
            "evidence build needs --from DAY (Type 2), or --type1 with --as-of DAY");
      }
      Path file =
          day.build(
              type1 ? PackageRequest.Type.TYPE1 : PackageRequest.Type.TYPE2,
              new Period(first, last),
              revision,
              System.getProperty("user.name"),
              out == null ? settings.packages() : out,
              EvidenceMain::say);
      say(
          "verify it: ./plainsight verify "
              + file
              + " --key "
              + settings.keys().resolve("seal.pub"));
    }
  }

  @Command(name = "status", description = "What is tested, sealed and built.")
  static final class Status extends OnStore {
    @Override
    void work(EvidenceDay day, EvidenceSettings settings, StoreRecords records) {
      Period month = new Period(yesterday().minusDays(30), yesterday());
      for (Control control : Controls.all()) {
        List<ControlRun> runs = records.runs(control.id(), month);
        long days = runs.stream().map(ControlRun::day).distinct().count();
        String last = runs.isEmpty() ? "never" : newest(runs.get(runs.size() - 1));
        say("%s  %d of the last 31 days tested; last: %s".formatted(control.id(), days, last));
      }
      List<Seal> seals = day.seals();
      say(
          seals.isEmpty()
              ? "no day is sealed; settled through " + day.settledThrough()
              : seals.size() + " days sealed through " + seals.get(seals.size() - 1).day());
      say("key " + settings.keys().resolve("seal.pub") + ", packages " + settings.packages());
    }

    private static String newest(ControlRun run) {
      return run.day() + " " + run.result().state().text();
    }
  }
}
