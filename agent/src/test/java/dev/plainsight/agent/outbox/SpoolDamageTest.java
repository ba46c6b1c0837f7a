package dev.plainsight.agent.outbox;

import static dev.plainsight.agent.outbox.Batches.MONDAY_0900;
import static dev.plainsight.agent.outbox.Batches.process;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Truncations and bit flips at every kind of place: nothing stops, nothing is lost unsaid. */
class SpoolDamageTest {
  private static final int FRAMES = 12;
  @TempDir Path folder;

  @Test
  void sendsWhatIsWholeAndDeclaresTheRestWhateverBitFlips() throws Exception {
    Map<String, byte[]> spool = spool();
    Random random = new Random(7);
    for (int trial = 0; trial < 200; trial++) {
      restore(spool);
      String file = segment(spool);
      byte[] bytes = contents(spool, file).clone();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(folder.resolve(file), bytes);
      assertAccounted("flip at " + at, false);
    }
  }

  @Test
  void goesOnFromTheLastWholeFrameWhereverTheFileIsCutOff() throws Exception {
    Map<String, byte[]> spool = spool();
    String file = segment(spool);
    byte[] bytes = contents(spool, file);
    for (int length = 0; length < bytes.length; length += 17) {
      restore(spool);
      Files.write(folder.resolve(file), Arrays.copyOf(bytes, length));
      assertAccounted("cut to " + length, true);
    }
  }

  @Test
  void survivesHolesOfZerosAndGarbageAtTheEnd() throws Exception {
    Map<String, byte[]> spool = spool();
    String file = segment(spool);
    Random random = new Random(11);
    for (int trial = 0; trial < 100; trial++) {
      restore(spool);
      byte[] bytes = contents(spool, file).clone();
      int from = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, from + random.nextInt(600));
      Arrays.fill(bytes, from, to, (byte) 0);
      Files.write(folder.resolve(file), bytes);
      assertAccounted("zeros " + from + ".." + to, to == bytes.length);
    }
  }

  @Test
  void startsWithALostKeyAndSaysWhatItCost() throws Exception {
    restore(spool());
    Files.write(folder.resolve("key"), new byte[] {1, 2, 3});
    assertAccounted("a key of 3 bytes", false);
  }

  @Test
  void startsWithUnreadableNotes() throws Exception {
    Map<String, byte[]> spool = spool();
    for (String note : List.of("epoch", "acked")) {
      restore(spool);
      Files.writeString(folder.resolve(note), "\u0000garbage");
      assertAccounted(note, false);
    }
  }

  /** Sent events and declared losses together are all that were written, and each only once. */
  private void assertAccounted(String what, boolean mayLoseTheTailUnsaid) throws IOException {
    RecordingTransport log = new RecordingTransport();
    try (Outbox outbox = Outbox.open(options(), log)) {
      outbox.append(process(1_000));
      outbox.flush();
      outbox.flush();
    }
    List<Long> pids = Batches.pids(log.batches);
    assertEquals(pids.stream().distinct().count(), pids.size(), what + ": repeats");
    List<Long> accounted = new ArrayList<>(pids);
    for (AgentState lost : Batches.states(log.batches, AgentAction.DROPPED)) {
      assertTrue(lost.getDetail().startsWith("epoch="), lost.getDetail());
      for (long seq = lost.getDroppedFromSeq(); seq <= lost.getDroppedToSeq(); seq++) {
        accounted.add(seq);
      }
    }
    long missing = FRAMES - accounted.stream().filter(pid -> pid < FRAMES).distinct().count();
    if (missing > 0) {
      boolean isTail =
          accounted.stream().filter(p -> p < FRAMES).allMatch(p -> p < FRAMES - missing);
      boolean atLeast = !Batches.states(log.batches, AgentAction.DROPPED).isEmpty();
      assertTrue(isTail && (mayLoseTheTailUnsaid || atLeast), what + ": missing " + missing);
    }
    assertTrue(pids.contains(1_000L), what);
  }

  private Map<String, byte[]> spool() throws IOException {
    RecordingTransport away = new RecordingTransport();
    away.accepts = false;
    try (Outbox outbox = Outbox.open(options(), away)) {
      for (long pid = 0; pid < FRAMES; pid++) {
        outbox.append(process(pid));
        outbox.flush();
      }
    }
    Map<String, byte[]> files = new TreeMap<>();
    try (var listed = Files.newDirectoryStream(folder)) {
      for (Path file : listed) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static byte[] contents(Map<String, byte[]> spool, String file) {
    return Objects.requireNonNull(spool.get(file));
  }

  private static String segment(Map<String, byte[]> spool) {
    return spool.keySet().stream().filter(name -> name.endsWith(".seg")).findFirst().orElseThrow();
  }

  private void restore(Map<String, byte[]> spool) throws IOException {
    try (var listed = Files.newDirectoryStream(folder)) {
      for (Path file : listed) {
        Files.delete(file);
      }
    }
    for (var file : spool.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private OutboxOptions options() {
    return new OutboxOptions("laptop-1", folder).clocks(() -> MONDAY_0900, () -> 0).withoutFsync();
  }
}
