package dev.plainsight.local.eval;

import dev.plainsight.detect.Finding;
import dev.plainsight.detect.NotTestable;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.scenario.FakingTool;
import dev.plainsight.scenario.Month;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores the rules on data that need not be in the repository, on modelled tools and a fleet. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description =
        "How good the rules are: on recorded people, modelled tools, an auth log, a simulated"
            + " fleet. Without an option: the tools and the fleet, which need no data.")
public final class EvalMain implements Callable<Integer> {
  @Option(names = "--mouse", paramLabel = "DIR", description = "Recorded mouse sessions (CSV, gz).")
  @Nullable Path mouse;

  @Option(
      names = "--auth-log",
      paramLabel = "FILE",
      description = "A log of sshd, sudo, su; read by the agent's own collector.")
  @Nullable Path authLog;

  @Option(names = "--year", description = "Of the auth log's first line, where it names none.")
  @Nullable Integer year;

  @Option(
      names = "--sigma-rules",
      paramLabel = "ZIP|DIR",
      description = "Sigma rules; without --mouse or --auth-log nothing else is scored.")
  @Nullable Path sigmaRules;

  @Option(
      names = "--sigma-events",
      paramLabel = "DIR",
      description = "Events recorded for those rules: folders with info.yml and JSON.")
  @Nullable Path sigmaEvents;

  @Option(
      names = "--windows-events",
      paramLabel = "ZIP|NDJSON",
      arity = "1..*",
      description = "Recorded Windows events, to be judged by --sigma-rules.")
  List<Path> windowsEvents = List.of();

  @Option(
      names = "--logons",
      paramLabel = "CSV",
      arity = "1..*",
      description = "Logons and devices: columns id,date,user,pc,activity.")
  List<Path> logons = List.of();

  @Option(
      names = "--labels",
      paramLabel = "CSV",
      description = "Who of them did something, and when: columns user,start,end.")
  @Nullable Path labels;

  @Option(names = "--fleet-days", description = "Days of the simulated fleet of 50 (default 14).")
  int fleetDays = 14;

  @ArgGroup(exclusive = false)
  @Nullable MonthOptions month;

  /** A simulated month; what is not told is the month of the design. */
  static final class MonthOptions {
    @Option(
        names = "--month",
        required = true,
        description = "A simulated month of a company with known deeds; alone, nothing else.")
    boolean wanted;

    @Option(names = "--people", description = "10 to 1,000 (default 1,000).")
    int people = 1_000;

    @Option(names = "--days", description = "5 to 62 (default 30).")
    int days = 30;

    @Option(names = "--deeds", description = "0 to 30, half as many as people (default 30).")
    int deeds = Month.DEEDS_MAX;

    @Option(names = "--seed", description = "Another course of chance (default 1).")
    long seed = 1;

    private Month month() throws IOException {
      try {
        return new Month(seed, people, MonthScore.FIRST, days, deeds);
      } catch (IllegalArgumentException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
  @Nullable Path json;

  private final Report report = new Report();

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new EvalMain());
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (!(e instanceof IOException)) {
            throw e;
          }
          command.getErr().println("eval: " + e.getMessage());
          return 1;
        });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (mouse != null) {
      people(folder(mouse));
    }
    if (authLog != null) {
      sources(AuthScore.of(authLog, year == null ? OptionalInt.empty() : OptionalInt.of(year)));
    }
    if (sigmaRules != null) {
      SigmaReport.tell(report, sigmaRules, sigmaEvents, windowsEvents);
    } else if (sigmaEvents != null || !windowsEvents.isEmpty()) {
      throw new IOException("--sigma-events and --windows-events are judged by --sigma-rules");
    }
    if (month != null) {
      MonthReport.tell(report, MonthScore.of(month.month()));
    }
    if (!logons.isEmpty()) {
      LogonsScore.of(logons, labels).tell(report);
    } else if (labels != null) {
      throw new IOException("--labels tells of --logons");
    }
    boolean other = sigmaRules != null || month != null || !logons.isEmpty();
    if (!other || mouse != null || authLog != null) {
      tools(ToolScore.all());
      variants(ToolScore.jittered(ToolScore.VARIANTS));
      fleet(FleetScore.of(50, fleetDays));
      speeds(RuleSpeed.ofFleet(20, 14));
    }
    System.out.print(report.table());
    if (json != null) {
      report.writeJson(json);
    }
    return 0;
  }

  private static Path folder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new IOException("--mouse " + path + " is not a folder");
    }
    return path;
  }

  private void people(Path folder) throws IOException {
    HumanScore score = HumanScore.of(folder);
    report.title("People: recorded mouse, 15-minute windows every 5 minutes");
    report.figure("human_sessions", "sessions", score.sessions);
    report.figure("human_hours", "hours", score.hours);
    report.figure("human_windows", "windows", score.windows);
    report.figure("human_windows_busy", "of them busy (>= 12 active minutes)", score.busyWindows);
    for (String rule : HumanScore.RULES) {
      report.figure(
          "false_windows_" + rule,
          rule + " false windows",
          score.falseWindows.getOrDefault(rule, 0));
      report.number("false_sessions_" + rule, score.falseSessions.getOrDefault(rule, 0));
    }
    speed("human", score.speed);
  }

  private void sources(AuthScore score) {
    report.title("Access: one authentication log");
    report.figure("auth_lines", "lines", score.lines.lines());
    report.figure("auth_lines_unreadable", "of them unreadable", score.lines.unreadable());
    report.figure("auth_sources_failing", "sources that only ever fail", score.failing.size());
    report.figure("auth_sources_logging_in", "sources that also log in", score.loggingIn.size());
    for (String rule : AuthScore.GUESSING) {
      foundBy(score, "_" + rule, rule, rule);
    }
    foundBy(score, "", "any of " + String.join(", ", AuthScore.GUESSING), AuthScore.guessing());
    score.findings.stream()
        .map(Finding::rule)
        .distinct()
        .sorted()
        .forEach(
            rule -> report.figure("auth_findings_" + rule, rule + " findings", of(rule, score)));
    for (NotTestable rule : NotTestable.among(Rules.all(), Surroundings.NONE)) {
      report.line("%s not testable:", rule.rule());
      report.wrapped(rule.reason());
    }
    speed("auth", score.speed);
  }

  private static long of(String rule, AuthScore score) {
    return score.findings.stream().filter(each -> each.rule().equals(rule)).count();
  }

  private void foundBy(AuthScore score, String key, String label, String... rules) {
    report.figure(
        "auth_sources_failing_found" + key,
        "only failing, found by " + label,
        score.foundFailing(rules));
    report.figure(
        "auth_sources_logging_in_hit" + key,
        "also logging in, hit by " + label,
        score.hitLoggingIn(rules));
  }

  private void tools(List<ToolScore> scores) {
    report.title("Tools: 180 minutes each, " + ToolScore.RUNS + " runs");
    for (ToolScore score : scores) {
      String caught =
          score.isCaught()
              ? "%s after %.0f min at most"
                  .formatted(String.join(", ", score.rules()), score.minutesMax())
              : "caught in %d of %d runs".formatted(score.caught(), ToolScore.RUNS);
      report.line("%-52s %s", name(score.tool()), caught);
      report.number("minutes_to_catch_" + score.tool(), score.minutesMax());
    }
    report.figure("tools", "tools", scores.size());
    report.figure("tools_caught", "caught", scores.stream().filter(ToolScore::isCaught).count());
  }

  private void variants(List<ToolScore> scores) {
    report.title("Tools with every parameter off by up to 20 %, " + ToolScore.VARIANTS + " each");
    int runs = 0;
    int caught = 0;
    for (ToolScore score : scores) {
      report.line(
          "%-52s %d of %d, after %.0f min at most: %s",
          name(score.tool()),
          score.caught(),
          score.runs(),
          score.minutesMax(),
          String.join(", ", score.rules()));
      report.number("variants_caught_" + score.tool(), score.caught());
      runs += score.runs();
      caught += score.caught();
    }
    report.figure("variants", "variants", runs);
    report.figure("variants_caught", "caught", caught);
  }

  private static String name(FakingTool tool) {
    return tool.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void fleet(FleetScore score) {
    report.title("Fleet: %d simulated people, %d days".formatted(score.people, score.days));
    for (Map.Entry<String, FleetScore.Recall> entry : score.recalls.entrySet()) {
      FleetScore.Recall recall = entry.getValue();
      report.line(
          "%-52s %d of %d", entry.getKey() + " episodes found", recall.found(), recall.there());
      report.number("fleet_found_" + entry.getKey(), recall.found());
      report.number("fleet_there_" + entry.getKey(), recall.there());
    }
    report.figure("fleet_findings", "findings", score.findings);
    report.figure("fleet_habits", "of them absences left unlocked (AC-15)", score.habits);
    report.figure("fleet_noise", "of them the internet's guesses at nobody's account", score.noise);
    report.figure(
        "fleet_unexplained", "of them that belong to no episode", score.unexplained.size());
    score.unexplained.stream()
        .limit(10)
        .forEach(
            finding ->
                report.line("  %s %s: %s", finding.rule(), finding.entity(), finding.because()));
    speed("fleet", score.speed);
  }

  private void speeds(RuleSpeed speeds) {
    report.title("Speed: replay of a simulated fleet's events, one thread, after warming up");
    report.line("%-36s %12s %12s %10s", "", "of CPU time", "on the clock", "CPU each");
    speed("presence_wf", "presence, all WF rules", speeds.presence());
    speed("presence_all", "presence, all rules but SW-05", speeds.presenceByAll());
    speed("presence_sigma", "presence, SW-05 alone", speeds.sigmaOnPresence());
    speed("logons_ac", "logons, all AC rules", speeds.logons());
    speed("logons_sigma", "logons, SW-05 alone", speeds.sigmaOnLogons());
  }

  private void speed(String key, String label, Speed speed) {
    report.number("speed_" + key + "_per_cpu_s", speed.perCpuSecond());
    report.number("speed_" + key + "_per_s", speed.perSecond());
    report.line(
        "%-36s %,10d/s %,10d/s %7.2f us",
        label, speed.perCpuSecond(), speed.perSecond(), speed.cpuMicrosEach());
  }

  private void speed(String key, Speed speed) {
    report.figure(key + "_events", "events folded", speed.events());
    report.figure(key + "_events_per_s", "events/s in replay, one thread", speed.perSecond());
    report.figure(key + "_events_per_cpu_s", "events/s of processor time", speed.perCpuSecond());
  }
}
