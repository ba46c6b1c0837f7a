package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import dev.plainsight.detect.sigma.SigmaEvent;
import dev.plainsight.detect.sigma.SigmaRules;
import dev.plainsight.detect.sigma.Taxonomy;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * How many events a second one core judges with all rules loaded, by the time that the core spent:
 * other programs on the machine count only as they share its caches. Some rounds, after some
 * seconds of warming up.
 */
final class SigmaSpeed {
  /** How many different events of our own are made of those recorded. */
  static final int VARIED = 2_000;

  static final int ROUNDS = 5;
  private static final long WARM_UP_NS = 5_000_000_000L;
  private static final long ROUND_NS = 1_500_000_000L;

  /** Looking at the clock costs as much as some events. */
  private static final int BETWEEN_LOOKS = 1_000;

  private static final Pattern DIGITS = Pattern.compile("\\d{2,}");

  /** Events a second, the slowest round first. */
  record Rounds(double[] sorted) {
    double worst() {
      return sorted[0];
    }

    double median() {
      return sorted[sorted.length / 2];
    }

    double best() {
      return sorted[sorted.length - 1];
    }
  }

  private SigmaSpeed() {}

  /** Recorded events, as they are. */
  static Rounds recorded(SigmaRules rules, List<SigmaEvent> events) {
    return perSecond(events, event -> rules.matches(event).size());
  }

  /** Our own events of the programs that were started in the recordings, named and judged. */
  static Rounds own(SigmaRules rules, List<ActivityEvent> processes) {
    Taxonomy taxonomy = Taxonomy.published();
    return perSecond(processes, event -> rules.matches(taxonomy.event("laptop-1", event)).size());
  }

  /**
   * Starts of programs as our agent would tell of them, {@link #VARIED} different ones: those that
   * were recorded, with other numbers and users.
   */
  static List<ActivityEvent> processes(List<SigmaEvent> starts, boolean withCommandLine) {
    SplittableRandom random = new SplittableRandom(1);
    List<ActivityEvent> processes = new ArrayList<>();
    for (int i = 0; i < VARIED; i++) {
      SigmaEvent event = starts.get(i % starts.size());
      Process process =
          Process.newBuilder()
              .setAction(ProcessAction.START)
              .setExe(text(event, "Image"))
              .setOriginalName(text(event, "OriginalFileName"))
              .setParentExe(text(event, "ParentImage"))
              .setCommandLine(withCommandLine ? varied(text(event, "CommandLine"), random) : "")
              .setPid(random.nextInt(100, 60_000))
              .build();
      processes.add(
          ActivityEvent.newBuilder()
              .setOccurredAt(1_773_046_800_000L + i)
              .setEndedAt(1_773_046_800_000L + i)
              .setUser("user-" + random.nextInt(1_000))
              .setProcess(process)
              .build());
    }
    return processes;
  }

  private static String varied(String commandLine, SplittableRandom random) {
    return DIGITS
            .matcher(commandLine)
            .replaceAll(number -> Integer.toString(random.nextInt(10, 1_000_000)))
        + " "
        + random.nextInt(1_000_000);
  }

  private static String text(SigmaEvent event, String field) {
    return Objects.toString(event.fields().get(field), "");
  }

  private static <E> Rounds perSecond(List<E> events, ToIntFunction<E> judge) {
    run(events, judge, WARM_UP_NS);
    return new Rounds(
        DoubleStream.generate(() -> run(events, judge, ROUND_NS)).limit(ROUNDS).sorted().toArray());
  }

  private static <E> double run(List<E> events, ToIntFunction<E> judge, long nanos) {
    long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long judged = 0;
    long matches = 0;
    long spent = 0;
    for (int at = 0; spent < nanos; at = at + 1 == events.size() ? 0 : at + 1) {
      matches += judge.applyAsInt(events.get(at));
      judged++;
      if (judged % BETWEEN_LOOKS == 0) {
        spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
      }
    }
    return matches < 0 ? 0 : judged * 1e9 / spent;
  }
}
