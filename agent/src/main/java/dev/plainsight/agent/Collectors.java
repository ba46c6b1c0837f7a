package dev.plainsight.agent;

import dev.plainsight.agent.logins.AuthLogTail;
import dev.plainsight.agent.logins.WtmpTail;
import dev.plainsight.agent.processes.RunningPrograms;
import dev.plainsight.agent.x11.Displays;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** All that is collected on this machine, as the settings want it. */
final class Collectors implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Collectors.class.getName());

  private final List<Collector> all = new ArrayList<>();
  private long failures;

  Collectors(AgentSettings settings, Recorder recorder) {
    if (settings.logins()) {
      logins(settings, recorder);
    }
    if (settings.processes()) {
      all.add(new RunningPrograms(recorder, settings.redaction().commandLines()));
    }
    if (settings.presence()) {
      all.add(new Displays(System.getenv(), settings.idleAfterMs(), recorder));
    }
  }

  private void logins(AgentSettings settings, Recorder recorder) {
    BooleanSupplier hasAuthLog = () -> false;
    String authLog = settings.loginsFile("auth_log");
    if (!authLog.isEmpty()) {
      AuthLogTail tail = new AuthLogTail(Path.of(authLog), ZoneId.systemDefault(), recorder);
      hasAuthLog = tail::isOpen;
      all.add(tail);
    }
    for (String file : List.of("wtmp", "btmp")) {
      String path = settings.loginsFile(file);
      if (!path.isEmpty()) {
        all.add(new WtmpTail(Path.of(path), file.equals("btmp"), hasAuthLog, recorder));
      }
    }
  }

  /** Looks once at everything; what fails is named and counted, the rest goes on. */
  void poll(long nowMs) {
    for (Collector collector : all) {
      try {
        collector.poll(nowMs);
      } catch (RuntimeException | LinkageError e) {
        if (failures++ == 0) {
          LOG.log(Level.SEVERE, collector.getClass().getSimpleName() + " failed; going on", e);
        }
      }
    }
  }

  /** In words, for the heartbeat. */
  String told() {
    String problems =
        String.join(
            "; ",
            all.stream().map(Collector::problem).filter(problem -> !problem.isEmpty()).toList());
    return (failures == 0 ? "" : "collector failures " + failures + "; ") + problems;
  }

  @Override
  public void close() {
    all.forEach(Collector::close);
  }
}
