package dev.plainsight.agent.outbox;

import static dev.plainsight.agent.outbox.Batches.MONDAY_0900;
import static dev.plainsight.agent.outbox.Batches.process;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.HeartbeatSignature;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  @TempDir Path folder;
  private final RecordingTransport log = new RecordingTransport();
  private long nowMs = MONDAY_0900;

  @Test
  void givesEachEventItsPlaceAndChainsTheBatches() throws Exception {
    try (Outbox outbox = open()) {
      for (long pid = 0; pid < 1_234; pid++) {
        outbox.append(process(pid));
      }
      outbox.flush();
      assertTrue(outbox.awaitAcked(Duration.ofSeconds(5)));
    }
    assertEquals(List.of(500, 500, 234), sizes());
    assertEquals(LongStream.range(0, 1_234).boxed().toList(), Batches.pids(log.batches));
    Batches.assertChained(log.batches);
  }

  @Test
  void closesABatchAfterItsLingerAndAtOnceWhereItIsUrgent() throws Exception {
    try (Outbox outbox = open()) {
      outbox.append(process(1));
      outbox.tick(nowMs);
      assertEquals(List.of(), sizes());
      nowMs += 500;
      outbox.tick(nowMs);
      assertEquals(List.of(1), sizes());
      outbox.append(Batches.state(AgentAction.START));
      outbox.tick(nowMs);
      assertEquals(List.of(1, 1), sizes());
    }
  }

  @Test
  void keepsBatchesUntilTheLogHasThemThenDeletesTheirSegments() throws Exception {
    log.accepts = false;
    try (Outbox outbox = open(options().withoutFsync())) {
      for (long pid = 0; pid < 60_000; pid++) {
        outbox.append(process(pid));
      }
      outbox.flush();
      assertEquals(120, outbox.waiting());
      assertTrue(segments() > 2);
      log.accepts = true;
      assertTrue(outbox.awaitAcked(Duration.ofSeconds(20)));
      assertEquals(0, outbox.waiting());
      assertEquals(1, segments());
    }
    assertEquals(LongStream.range(0, 60_000).boxed().toList(), Batches.pids(log.batches));
    Batches.assertChained(log.batches);
  }

  @Test
  void goesOnInANewEpochThatProvesThereIsNoTailLoss() throws Exception {
    log.accepts = false;
    try (Outbox first = open()) {
      first.append(List.of(process(1), process(2)), "auth-log:/var/log/auth.log", "77:120");
    }
    log.accepts = true;
    try (Outbox second = open()) {
      assertEquals(Optional.of("77:120"), second.cursor("auth-log:/var/log/auth.log"));
      second.append(process(3));
      assertTrue(second.awaitAcked(Duration.ofSeconds(5)));
    }
    List<EventBatch> batches = Batches.decoded(log.batches);
    assertEquals(batches.get(0).getBootEpoch() + 1, batches.get(1).getBootEpoch());
    assertEquals(-1, batches.get(0).getPreviousEpochLastSeq());
    assertEquals(1, batches.get(1).getPreviousEpochLastSeq());
    assertEquals(List.of(1L, 2L, 3L), Batches.pids(log.batches));
  }

  @Test
  void neverUsesAnEpochTwiceEvenWhenEverySegmentIsGone() throws Exception {
    open().close();
    long[] epochs = new long[2];
    for (int i = 0; i < 2; i++) {
      try (Outbox outbox = open()) {
        outbox.append(process(1));
        epochs[i] = outbox.epoch();
      }
      try (var files = Files.newDirectoryStream(folder, "*.seg")) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }
    assertEquals(epochs[0] + 1, epochs[1]);
  }

  @Test
  void sendsAgainFromTheFirstFailureInOrder() throws Exception {
    log.failsWith = "broker went away";
    try (Outbox outbox = open()) {
      outbox.append(process(1));
      outbox.flush();
      outbox.flush();
      assertEquals(1, outbox.counts().sendFailures());
      assertEquals(1, outbox.waiting());
    }
    log.failsWith = null;
    try (Outbox outbox = open()) {
      outbox.append(process(2));
      assertTrue(outbox.awaitAcked(Duration.ofSeconds(5)));
    }
    assertEquals(List.of(1L, 2L), Batches.pids(log.batches));
  }

  @Test
  void givesUpTheOldestOverItsBoundAndSaysWhich() throws Exception {
    log.accepts = false;
    try (Outbox outbox = open(options().withoutFsync().spoolBytesMaxForTest(400_000))) {
      for (long pid = 0; pid < 20_000; pid++) {
        outbox.append(process(pid));
      }
      outbox.flush();
      outbox.tick(nowMs);
      log.accepts = true;
      assertTrue(outbox.awaitAcked(Duration.ofSeconds(20)));
      assertTrue(outbox.counts().lost() > 0);
    }
    long missing = 20_000L - Batches.pids(log.batches).size();
    long declared =
        Batches.states(log.batches, AgentAction.DROPPED).stream()
            .mapToLong(state -> state.getDroppedToSeq() - state.getDroppedFromSeq() + 1)
            .sum();
    assertEquals(missing, declared);
    assertTrue(missing > 0);
  }

  @Test
  void keepsEventsInMemoryWhileTheDiskIsFullAndWritesThemOnceItIsNot() throws Exception {
    FillingDisk disk = new FillingDisk();
    try (Outbox outbox = open(options().disk(disk))) {
      disk.isFull = true;
      for (long pid = 0; pid < 700; pid++) {
        outbox.append(List.of(process(pid)), "log", pid + "");
      }
      outbox.flush();
      assertEquals(700, outbox.counts().pending());
      assertTrue(outbox.counts().writeFailures() > 0);
      disk.isFull = false;
      assertTrue(outbox.awaitAcked(Duration.ofSeconds(5)));
      assertEquals(0, outbox.counts().pending());
    }
    assertEquals(LongStream.range(0, 700).boxed().toList(), Batches.pids(log.batches));
    Batches.assertChained(log.batches);
  }

  @Test
  void namesWhatItGaveUpWhenTheDiskWasFullForTooLong() throws Exception {
    FillingDisk disk = new FillingDisk();
    try (Outbox outbox = open(options().disk(disk))) {
      disk.isFull = true;
      for (long pid = 0; pid < 9_000; pid++) {
        outbox.append(process(pid));
      }
      outbox.flush();
      disk.isFull = false;
      assertTrue(outbox.awaitAcked(Duration.ofSeconds(5)));
      OutboxCounts counts = outbox.counts();
      assertTrue(counts.dropped() > 0);
      assertEquals(counts.appended(), counts.written() + counts.pending() + counts.dropped());
    }
    long declared =
        Batches.states(log.batches, AgentAction.DROPPED).stream()
            .mapToLong(state -> state.getDroppedToSeq() - state.getDroppedFromSeq() + 1)
            .sum();
    assertTrue(declared >= 9_000 - Batches.pids(log.batches).size());
    EventBatch first = Batches.decoded(log.batches.get(0));
    assertEquals(declared, first.getFirstSeq());
  }

  @Test
  void signsAHeartbeatOverTheChainOfTheBatchThatCarriesIt() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signer signer =
        (id, previous) -> {
          try {
            return HeartbeatSignature.sign(pair.getPrivate(), id, previous);
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        };
    try (Outbox outbox = open(options().signer(signer))) {
      outbox.append(process(1));
      outbox.flush();
      outbox.append(process(2));
      outbox.append(Batches.state(AgentAction.HEARTBEAT));
      outbox.flush();
    }
    EventBatch carrier = Batches.decoded(log.batches.get(1));
    AgentState beat = Batches.states(log.batches, AgentAction.HEARTBEAT).get(0);
    assertTrue(
        HeartbeatSignature.verifies(
            pair.getPublic().getEncoded(),
            new EventId("laptop-1", carrier.getBootEpoch(), carrier.getFirstSeq() + 1),
            bytes(carrier.getPreviousHash()),
            bytes(beat.getSignature())));
  }

  @Test
  void goesOnWithAFixedEpochToTheVerySameBatches() throws Exception {
    RecordingTransport whole = new RecordingTransport();
    Path other = folder.resolve("other");
    try (Outbox outbox = Outbox.open(fixed(other), whole)) {
      for (long pid = 0; pid < 1_700; pid++) {
        outbox.append(process(pid));
      }
    }
    try (Outbox outbox = Outbox.open(fixed(folder), log)) {
      for (long pid = 0; pid < 999; pid++) {
        outbox.append(process(pid));
      }
      log.accepts = false;
      // Killed here: nothing is flushed. The test lets go of the lock only.
      assertEquals(999, outbox.nextSeq());
      abandon(outbox);
    }
    log.accepts = true;
    try (Outbox outbox = Outbox.open(fixed(folder), log)) {
      assertEquals(500, outbox.nextSeq());
      for (long pid = outbox.nextSeq(); pid < 1_700; pid++) {
        outbox.append(process(pid));
      }
    }
    Batches.assertSame(whole.batches, distinct(log.batches));
  }

  @Test
  void refusesAFolderThatAnotherAgentUses() throws Exception {
    try (Outbox first = open()) {
      IOException refused = assertThrows(IOException.class, this::open);
      String told = String.valueOf(refused.getMessage());
      assertTrue(told.contains("another agent") && told.contains(folder.toString()), told);
      assertEquals(0, first.waiting());
    }
  }

  @Test
  void keepsItsKeyAndItsFramesFromOtherEyes() throws Exception {
    log.accepts = false;
    try (Outbox outbox = open()) {
      outbox.append(process(1));
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))));
    try (var files = Files.newDirectoryStream(folder, "*.seg")) {
      for (Path file : files) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("/usr/bin/editor"));
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
  }

  @Test
  void repeatsToTheByte() throws Exception {
    RecordingTransport again = new RecordingTransport();
    for (RecordingTransport into : List.of(log, again)) {
      try (Outbox outbox = Outbox.open(fixed(folder.resolve(into.hashCode() + "")), into)) {
        outbox.append(process(1));
      }
    }
    assertArrayEquals(log.batches.get(0), again.batches.get(0));
  }

  private static void abandon(Outbox outbox) throws IOException {
    outbox.releaseForTest();
  }

  private OutboxOptions fixed(Path at) {
    return new OutboxOptions("laptop-1", at).epoch(Epoch.fixed(42)).clocks(() -> nowMs, () -> 0);
  }

  private static List<byte[]> distinct(List<byte[]> batches) {
    return batches.stream().map(ByteBuffer::wrap).distinct().map(ByteBuffer::array).toList();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }

  private Outbox open() throws IOException {
    return open(options());
  }

  private Outbox open(OutboxOptions options) throws IOException {
    return Outbox.open(options, log);
  }

  private OutboxOptions options() {
    return new OutboxOptions("laptop-1", folder).clocks(() -> nowMs, () -> 0);
  }

  private List<Integer> sizes() {
    return Batches.decoded(log.batches).stream().map(batch -> batch.getEvents().size()).toList();
  }

  private int segments() throws IOException {
    int count = 0;
    try (var files = Files.newDirectoryStream(folder, "*.seg")) {
      for (Path file : files) {
        count += Files.exists(file) ? 1 : 0;
      }
    }
    return count;
  }
}
