package dev.plainsight.agent.logins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.agent.Recorder;
import dev.plainsight.agent.outbox.Batches;
import dev.plainsight.agent.outbox.Kill;
import dev.plainsight.agent.outbox.Outbox;
import dev.plainsight.agent.outbox.OutboxOptions;
import dev.plainsight.agent.outbox.RecordingTransport;
import dev.plainsight.agent.redaction.Redaction;
import dev.plainsight.agent.redaction.RedactionPolicy;
import dev.plainsight.contract.avro.Logon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthLogTailTest {
  private static final long NOW = Instant.parse("2026-11-23T09:00:00Z").toEpochMilli();

  @TempDir Path folder;
  private final RecordingTransport log = new RecordingTransport();
  private Path file = Path.of("");

  @BeforeEach
  void aLogFromBeforeTheAgent() throws IOException {
    file = Files.writeString(folder.resolve("auth.log"), line("before"));
  }

  @Test
  void beginsAtTheEndAndReadsWhatComes() throws Exception {
    try (Outbox outbox = outbox();
        AuthLogTail tail = tail(outbox)) {
      tail.poll(NOW);
      write(line("ada"));
      tail.poll(NOW);
      outbox.flush();
    }
    assertEquals(List.of("ada"), accounts());
  }

  @Test
  void waitsForTheRestOfALine() throws Exception {
    try (Outbox outbox = outbox();
        AuthLogTail tail = tail(outbox)) {
      tail.poll(NOW);
      write(line("ada").substring(0, 30));
      tail.poll(NOW);
      write(line("ada").substring(30));
      tail.poll(NOW);
      outbox.flush();
    }
    assertEquals(List.of("ada"), accounts());
  }

  @Test
  void followsRotationAndReadsTheOldFileToItsEnd() throws Exception {
    try (Outbox outbox = outbox();
        AuthLogTail tail = tail(outbox)) {
      tail.poll(NOW);
      Path old = folder.resolve("auth.log.1");
      Files.move(file, old);
      Files.writeString(file, "");
      tail.poll(NOW);
      Files.writeString(old, line("late"), StandardOpenOption.APPEND);
      write(line("ada"));
      tail.poll(NOW);
      tail.poll(NOW);
      outbox.flush();
    }
    assertEquals(List.of("late", "ada"), accounts());
  }

  @Test
  void startsAgainInAFileThatWasCutOff() throws Exception {
    try (Outbox outbox = outbox();
        AuthLogTail tail = tail(outbox)) {
      tail.poll(NOW);
      Files.writeString(file, "");
      tail.poll(NOW);
      write(line("ada"));
      tail.poll(NOW);
      outbox.flush();
    }
    assertEquals(List.of("ada"), accounts());
  }

  @Test
  void goesOnBehindTheLastDurableLineThoughTheLogWasRotatedMeanwhile() throws Exception {
    try (Outbox outbox = outbox();
        AuthLogTail tail = tail(outbox)) {
      tail.poll(NOW);
      write(line("ada"));
      tail.poll(NOW);
      outbox.flush();
      write(line("bob"));
      tail.poll(NOW);
      Kill.kill(outbox);
    }
    write(line("cleo"));
    Files.move(file, folder.resolve("auth.log.1"));
    Files.writeString(file, line("dan"));
    try (Outbox outbox = outbox();
        AuthLogTail tail = tail(outbox)) {
      tail.poll(NOW);
      tail.poll(NOW);
      outbox.flush();
    }
    assertEquals(List.of("ada", "bob", "cleo", "dan"), accounts());
  }

  @Test
  void namesAFileItCannotReadAndTheWayOutAndGoesOnOnceItCan() throws Exception {
    Path absent = folder.resolve("none.log");
    try (Outbox outbox = outbox();
        AuthLogTail tail = new AuthLogTail(absent, ZoneOffset.UTC, recorder(outbox))) {
      tail.poll(NOW);
      assertTrue(tail.problem().startsWith(absent + " does not exist"), tail.problem());
      Files.writeString(absent, "");
      tail.poll(NOW);
      assertEquals("", tail.problem());
    }
  }

  private AuthLogTail tail(Outbox outbox) {
    return new AuthLogTail(file, ZoneOffset.UTC, recorder(outbox));
  }

  private static Recorder recorder(Outbox outbox) {
    return new Recorder(outbox, new Redaction(RedactionPolicy.DEFAULT));
  }

  private Outbox outbox() throws IOException {
    OutboxOptions options =
        new OutboxOptions("laptop-1", folder.resolve("spool")).withoutFsync().onlyFullBatches();
    return Outbox.open(options, log);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private List<String> accounts() {
    return Batches.decoded(log.batches).stream()
        .flatMap(batch -> batch.getEvents().stream())
        .flatMap(event -> Optional.ofNullable(event.getLogon()).stream())
        .map(Logon::getTargetUser)
        .toList();
  }

  private static String line(String user) {
    return "Nov 23 08:59:00 host sshd[7]: Accepted password for "
        + user
        + " from 203.0.113.9 port 1 ssh2\n";
  }
}
