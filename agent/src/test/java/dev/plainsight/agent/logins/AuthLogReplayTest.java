package dev.plainsight.agent.logins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.agent.outbox.Batches;
import dev.plainsight.agent.outbox.RecordingTransport;
import dev.plainsight.agent.outbox.Transport;
import dev.plainsight.agent.redaction.Redaction;
import dev.plainsight.agent.redaction.RedactionPolicy;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.testing.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthLogReplayTest {
  @TempDir Path folder;

  @Test
  void makesTheVerySameBatchesEachTime() throws Exception {
    Path log = attack(2_300);
    RecordingTransport first = new RecordingTransport();
    RecordingTransport second = new RecordingTransport();
    replay(log, folder.resolve("a"), first);
    Files.setLastModifiedTime(log, FileTime.from(Instant.parse("2026-12-01T00:00:00Z")));
    replay(log, folder.resolve("b"), second);
    Batches.assertSame(first.batches, second.batches);
    Batches.assertChained(first.batches);
    assertEquals(
        List.of(500, 500, 500, 500, 301),
        Batches.decoded(first.batches).stream().map(b -> b.getEvents().size()).toList());
  }

  @Test
  void endsWithAStopSoThatNobodyThinksTheDeviceFellSilent() throws Exception {
    RecordingTransport log = new RecordingTransport();
    replay(attack(3), folder.resolve("a"), log);
    EventBatch last = Batches.decoded(log.batches.get(0));
    ActivityEvent stop = last.getEvents().get(3);
    assertEquals(1, Batches.states(log.batches, AgentAction.STOP).size());
    assertEquals(last.getEvents().get(2).getOccurredAt(), stop.getOccurredAt());
    assertEquals(stop.getOccurredAt(), last.getSentAt());
    assertEquals("host-1", last.getDeviceId());
    assertEquals("replay", last.getAgentVersion());
  }

  @Test
  void goesOnAfterAKillToTheSameEnd() throws Exception {
    Path log = attack(5_000);
    RecordingTransport whole = new RecordingTransport();
    replay(log, folder.resolve("whole"), whole);
    KilledReplay.killed(log, folder.resolve("spool"), folder.resolve("sent-1"), 3);
    Path sent = folder.resolve("sent-2");
    KilledReplay.toItsEnd(log, folder.resolve("spool"), sent);
    List<byte[]> all =
        Stream.of(folder.resolve("sent-1"), sent)
            .flatMap(KilledReplay::batches)
            .map(java.nio.ByteBuffer::wrap)
            .distinct()
            .map(java.nio.ByteBuffer::array)
            .toList();
    Batches.assertSame(whole.batches, all);
  }

  @Test
  void countsEachLineOnceAndNamesWhatItCannotRead() throws Exception {
    Path log = attack(3);
    Files.writeString(
        log,
        Files.readString(log)
            + "this is no line of a log\n"
            + "Mar 27 13:08:09 host-1 CRON[1]: pam_unix(cron:session): session opened\n"
            + "Mar 27 13:08:09 host-1 sshd[3]: Accepted password for ada from 203.0.113.1 port 2 ssh2");
    ReplayCounts counts = replay(log, folder.resolve("a"), new RecordingTransport());
    assertEquals(6, counts.lines());
    assertEquals(4, counts.eventLines());
    assertEquals(1, counts.notOfInterest());
    assertEquals(1, counts.unreadable());
    assertEquals(5, counts.events());
    assertTrue(counts.firstUnreadable().get(0).startsWith("line 4: no time stamp"));
  }

  @Test
  void refusesWhatIsNoLog() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "no log\n");
    IOException refused = assertThrows(IOException.class, () -> plan(file));
    assertTrue(String.valueOf(refused.getMessage()).contains("not a syslog file"));
  }

  @Test
  void replaysTheRealLogWhole() throws Exception {
    Path log = Needs.sharedData("auth/aws-host-auth.log");
    RecordingTransport sent = new RecordingTransport();
    ReplayCounts counts = replay(log, folder.resolve("a"), sent);
    assertEquals(7_121, counts.lines());
    assertEquals(0, counts.unreadable());
    assertEquals(counts.lines(), counts.eventLines() + counts.notOfInterest());
    assertEquals(
        counts.events(),
        Batches.decoded(sent.batches).stream().mapToLong(b -> b.getEvents().size()).sum());
    Batches.assertChained(sent.batches);
  }

  static ReplayCounts replay(Path log, Path spool, Transport to)
      throws IOException, InterruptedException {
    Redaction redaction = new Redaction(RedactionPolicy.DEFAULT);
    return new AuthLogReplay(plan(log), redaction, line -> {}).run(spool, to);
  }

  private static ReplayPlan plan(Path log) throws IOException {
    return ReplayPlan.of(log, OptionalInt.of(2017), Optional.empty(), ZoneOffset.UTC);
  }

  private Path attack(int failures) {
    List<String> lines =
        IntStream.range(0, failures)
            .mapToObj(
                i ->
                    "Mar 27 13:%02d:%02d host-1 sshd[%d]: Failed password for root from 203.0.113.9 port %d ssh2"
                        .formatted(i / 60 % 60, i % 60, i, 1_024 + i))
            .toList();
    try {
      return Files.write(folder.resolve("auth.log"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
