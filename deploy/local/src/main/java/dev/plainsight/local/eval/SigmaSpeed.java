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
import java.util.function.ToIntFunction;

/**
 * How many events a second one core judges with all rules loaded, by the time that the core spent:
 * other programs on the machine do not count. Over and over the same events, after some seconds of
 * warming up.
 */
final class SigmaSpeed {
  private static final long WARM_UP_NS = 4_000_000_000L;
  private static final long MEASURED_NS = 4_000_000_000L;

  private SigmaSpeed() {}

  /** Recorded events, as they are. */
  static double recorded(SigmaRules rules, List<SigmaEvent> events) {
    return perSecond(events, event -> rules.matches(event).size());
  }

  /** Our own events of the programs that were started in the recordings, named and judged. */
  static double own(SigmaRules rules, List<ActivityEvent> processes) {
    Taxonomy taxonomy = Taxonomy.published();
    return perSecond(processes, event -> rules.matches(taxonomy.event("laptop-1", event)).size());
  }

  /** The starts of programs among recorded events, as our agent would tell of them. */
  static List<ActivityEvent> processes(List<SigmaEvent> events, boolean withCommandLine) {
    List<ActivityEvent> processes = new ArrayList<>();
    for (SigmaEvent event : events) {
      if (event.logsources().stream()
          .anyMatch(each -> each.category().equals("process_creation"))) {
        Process process =
            Process.newBuilder()
                .setAction(ProcessAction.START)
                .setExe(text(event, "Image"))
                .setOriginalName(text(event, "OriginalFileName"))
                .setParentExe(text(event, "ParentImage"))
                .setCommandLine(withCommandLine ? text(event, "CommandLine") : "")
                .build();
        processes.add(
            ActivityEvent.newBuilder()
                .setOccurredAt(1L)
                .setEndedAt(1L)
                .setUser(text(event, "User"))
                .setProcess(process)
                .build());
      }
    }
    return processes;
  }

  private static String text(SigmaEvent event, String field) {
    return Objects.toString(event.fields().get(field), "");
  }

  private static <E> double perSecond(List<E> events, ToIntFunction<E> judge) {
    run(events, judge, WARM_UP_NS);
    return run(events, judge, MEASURED_NS);
  }

  private static <E> double run(List<E> events, ToIntFunction<E> judge, long nanos) {
    long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long judged = 0;
    long matches = 0;
    long spent = 0;
    while (spent < nanos) {
      for (E event : events) {
        matches += judge.applyAsInt(event);
      }
      judged += events.size();
      spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
    }
    return matches < 0 ? 0 : judged * 1e9 / spent;
  }
}
