package dev.plainsight.agent.processes;

import dev.plainsight.agent.Collector;
import dev.plainsight.agent.Recorder;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Programs that start and stop, seen by listing {@code /proc} every two seconds (0.2 ms); only new
 * ones are looked at closely. At the agent's start every program that runs is told as started. One
 * that lives for less than two seconds may be missed; the kernel's own threads are none.
 */
public final class RunningPrograms implements Collector {
  /** Listing costs 0.2 ms of CPU, a scan of all details 15 ms. */
  static final long EVERY_MS = 2_000;

  /** A burst is spread over several looks. */
  private static final int NEW_MAX = 200;

  private static final int KERNEL_THREADS = 2;

  private record Program(String exe, String user, long parent) {
    boolean isKernel() {
      return exe.isEmpty();
    }
  }

  private final Path proc;
  private final Recorder recorder;
  private final boolean commandLines;
  private final OperatingSystem system = new SystemInfo().getOperatingSystem();
  private final FileHashes hashes = new FileHashes();
  private final Map<Integer, Program> running = new HashMap<>();
  private long lookedMs = Long.MIN_VALUE;
  private String problem = "";

  /** Looks at nothing yet. {@code commandLines}: whether the policy wants them at all. */
  public RunningPrograms(Recorder recorder, boolean commandLines) {
    this.proc = Path.of("/proc");
    this.recorder = recorder;
    this.commandLines = commandLines;
  }

  @Override
  public void poll(long nowMs) {
    if (lookedMs != Long.MIN_VALUE && nowMs >= lookedMs && nowMs - lookedMs < EVERY_MS) {
      return;
    }
    lookedMs = nowMs;
    hashes.renew();
    try {
      Set<Integer> now = pids();
      stopped(now, nowMs);
      now.stream()
          .filter(pid -> !running.containsKey(pid))
          .limit(NEW_MAX)
          .forEach(pid -> started(pid, nowMs));
      problem = "";
    } catch (IOException e) {
      problem = "cannot list " + proc + ": " + e.getMessage();
    }
  }

  private Set<Integer> pids() throws IOException {
    Set<Integer> pids = new HashSet<>();
    try (var entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      entries.forEach(entry -> pids.add(Integer.parseInt(entry.getFileName().toString())));
    }
    return pids;
  }

  private void started(int pid, long nowMs) {
    OSProcess seen = system.getProcess(pid);
    if (seen == null) {
      return;
    }
    boolean isKernel = pid == KERNEL_THREADS || seen.getParentProcessID() == KERNEL_THREADS;
    String exe = isKernel ? "" : exe(seen);
    running.put(pid, new Program(exe, seen.getUser(), seen.getParentProcessID()));
    if (!isKernel) {
      recorder.record(event(ProcessAction.START, pid, nowMs, Optional.of(seen)));
    }
  }

  /** The path; where another account's is not ours to see, the name. */
  private static String exe(OSProcess seen) {
    String path = seen.getPath().replace(" (deleted)", "");
    return path.isEmpty() ? seen.getName() : path;
  }

  private void stopped(Set<Integer> now, long nowMs) {
    for (Iterator<Integer> pids = running.keySet().iterator(); pids.hasNext(); ) {
      int pid = pids.next();
      if (!now.contains(pid)) {
        Program program = running.get(pid);
        if (program != null && !program.isKernel()) {
          recorder.record(event(ProcessAction.STOP, pid, nowMs, Optional.empty()));
        }
        pids.remove();
      }
    }
  }

  private ActivityEvent event(
      ProcessAction action, int pid, long nowMs, Optional<OSProcess> started) {
    Program program = running.getOrDefault(pid, new Program("", "", 0));
    Program parent = running.get((int) program.parent());
    String exe = program.exe();
    Process.Builder process =
        Process.newBuilder()
            .setAction(action)
            .setPid(pid)
            .setExe(exe)
            .setOriginalName(exe.substring(exe.lastIndexOf('/') + 1))
            .setParentPid(program.parent())
            .setParentExe(parent == null ? "" : parent.exe());
    started.ifPresent(
        seen -> {
          process.setSha256(exe.startsWith("/") ? hashes.of(Path.of(exe)) : FileHashes.UNKNOWN);
          process.setCommandLine(commandLines ? seen.getCommandLine().replace('\0', ' ') : "");
        });
    return ActivityEvent.newBuilder()
        .setOccurredAt(nowMs)
        .setEndedAt(nowMs)
        .setUser(program.user())
        .setProcess(process.build())
        .build();
  }

  @Override
  public String problem() {
    return problem;
  }

  @Override
  public void close() {
    running.clear();
  }
}
