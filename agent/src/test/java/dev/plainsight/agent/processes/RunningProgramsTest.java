package dev.plainsight.agent.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.agent.Recorder;
import dev.plainsight.agent.outbox.Batches;
import dev.plainsight.agent.outbox.Outbox;
import dev.plainsight.agent.outbox.OutboxOptions;
import dev.plainsight.agent.outbox.RecordingTransport;
import dev.plainsight.agent.redaction.Redaction;
import dev.plainsight.agent.redaction.RedactionPolicy;
import dev.plainsight.agent.redaction.TitlePolicy;
import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import dev.plainsight.contract.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningProgramsTest {
  @TempDir Path folder;
  private final RecordingTransport log = new RecordingTransport();

  @Test
  void tellsAProgramThatStartsAndStops() throws Exception {
    Needs.need(Files.isDirectory(Path.of("/proc/self")), "/proc (Linux)");
    Path sleep = Needs.program("sleep", "coreutils");
    RedactionPolicy policy = new RedactionPolicy(TitlePolicy.OFF, false, false, true);
    OutboxOptions options = new OutboxOptions("laptop-1", folder.resolve("spool")).withoutFsync();
    java.lang.Process child = new ProcessBuilder(sleep.toString(), "600").start();
    long now = 1_000_000;
    try (Outbox outbox = Outbox.open(options, log);
        RunningPrograms programs =
            new RunningPrograms(new Recorder(outbox, new Redaction(policy)), true)) {
      programs.poll(now);
      programs.poll(now + RunningPrograms.EVERY_MS - 1);
      child.destroyForcibly();
      child.waitFor();
      programs.poll(now + RunningPrograms.EVERY_MS);
      outbox.flush();
    } finally {
      child.destroyForcibly();
    }
    List<Process> told = told(child.pid());
    assertEquals(
        List.of(ProcessAction.START, ProcessAction.STOP),
        told.stream().map(Process::getAction).toList());
    Process start = told.get(0);
    Path real = sleep.toRealPath();
    assertEquals(real.toString(), start.getExe());
    assertEquals(real.getFileName().toString(), start.getOriginalName());
    assertEquals(
        HexFormat.of().formatHex(HashChain.sha256().digest(Files.readAllBytes(real))),
        start.getSha256());
    assertEquals(ProcessHandle.current().pid(), start.getParentPid());
    assertTrue(start.getCommandLine().contains("600"), start.getCommandLine());
    assertFalse(told.get(1).getExe().isEmpty());
  }

  private List<Process> told(long pid) {
    return Batches.decoded(log.batches).stream()
        .flatMap(batch -> batch.getEvents().stream())
        .flatMap(event -> Optional.ofNullable(event.getProcess()).stream())
        .filter(process -> process.getPid() == pid)
        .toList();
  }
}
