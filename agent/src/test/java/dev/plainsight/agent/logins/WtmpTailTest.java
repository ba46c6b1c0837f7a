package dev.plainsight.agent.logins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.agent.Recorder;
import dev.plainsight.agent.outbox.Batches;
import dev.plainsight.agent.outbox.Outbox;
import dev.plainsight.agent.outbox.OutboxOptions;
import dev.plainsight.agent.outbox.RecordingTransport;
import dev.plainsight.agent.redaction.Redaction;
import dev.plainsight.agent.redaction.RedactionPolicy;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.testing.Needs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WtmpTailTest {
  /** As {@code utmpdump} writes it and {@code utmpdump -r} reads it. */
  private static final List<String> DUMP =
      List.of(
          "[2] [00000] [~~  ] [reboot  ] [~           ] [6.1.0-18-amd64      ] [0.0.0.0        ]"
              + " [2026-11-23T07:59:00,000000+00:00]",
          "[7] [00812] [tty1] [ada     ] [tty1        ] [                    ] [0.0.0.0        ]"
              + " [2026-11-23T08:00:00,250000+00:00]",
          "[7] [00900] [ts/0] [bob     ] [pts/0       ] [203.0.113.9         ] [203.0.113.9    ]"
              + " [2026-11-23T08:10:00,000000+00:00]",
          "[8] [00900] [ts/0] [        ] [pts/0       ] [                    ] [0.0.0.0        ]"
              + " [2026-11-23T08:20:00,000000+00:00]",
          "[8] [00812] [tty1] [        ] [tty1        ] [                    ] [0.0.0.0        ]"
              + " [2026-11-23T08:30:00,000000+00:00]");

  private static final long NOW = Instant.parse("2026-11-23T09:00:00Z").toEpochMilli();

  @TempDir Path folder;
  private String problem = "";
  private final RecordingTransport log = new RecordingTransport();

  @Test
  void takesTheConsolesLoginsOnlyWhereTheAuthLogTellsTheRest() throws Exception {
    assertEquals(List.of("LOGON CONSOLE ada ", "LOGOFF CONSOLE ada "), told(binary(), true, false));
  }

  @Test
  void takesAllLoginsWhereThereIsNoAuthLog() throws Exception {
    assertEquals(
        List.of(
            "LOGON CONSOLE ada ",
            "LOGON SSH bob 203.0.113.9",
            "LOGOFF SSH bob ",
            "LOGOFF CONSOLE ada "),
        told(binary(), false, false));
  }

  @Test
  void takesEachRecordOfBtmpAsAFailure() throws Exception {
    byte[] all = binary();
    byte[] remote = Arrays.copyOfRange(all, 2 * UtmpRecord.BYTES, 3 * UtmpRecord.BYTES);
    assertEquals(List.of("FAILED SSH bob 203.0.113.9"), told(remote, false, true));
  }

  @Test
  void readsTheTimeToTheMillisecond() throws Exception {
    byte[] all = binary();
    UtmpRecord login =
        UtmpRecord.of(Arrays.copyOfRange(all, UtmpRecord.BYTES, 2 * UtmpRecord.BYTES));
    assertEquals(Instant.parse("2026-11-23T08:00:00.250Z").toEpochMilli(), login.atMs());
    assertEquals(812, login.pid());
    assertEquals(UtmpRecord.Kind.BOOT, UtmpRecord.of(Arrays.copyOf(all, 384)).kind());
  }

  /** Zeros after a power cut, bytes of no record, a time of 1901 and one of 2038. */
  @Test
  void leavesOutDamagedRecordsNamesThemAndGoesOn() throws Exception {
    byte[] all = binary();
    byte[] noise = new byte[UtmpRecord.BYTES];
    new Random(7).nextBytes(noise);
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    damaged.write(all, 0, 2 * UtmpRecord.BYTES);
    damaged.write(new byte[UtmpRecord.BYTES]);
    damaged.write(noise);
    damaged.write(at(all, Integer.MIN_VALUE));
    damaged.write(at(all, Integer.MAX_VALUE));
    damaged.write(all, 2 * UtmpRecord.BYTES, 3 * UtmpRecord.BYTES);

    assertEquals(
        List.of("LOGON CONSOLE ada ", "LOGOFF CONSOLE ada "),
        told(damaged.toByteArray(), true, false));
    Path file = folder.resolve("wtmp");
    assertEquals(
        file + ": 4 damaged records left out, the last at byte 1920; look with: utmpdump " + file,
        problem);
  }

  @Test
  void namesAFileItCannotReadOnceAndTheWayOutAndGoesOnOnceItCan() throws Exception {
    Path unreadable = Files.createDirectory(folder.resolve("btmp"));
    OutboxOptions options =
        new OutboxOptions("laptop-1", folder.resolve("spool")).withoutFsync().onlyFullBatches();
    try (Outbox outbox = Outbox.open(options, log);
        WtmpTail tail =
            new WtmpTail(
                unreadable,
                true,
                () -> false,
                new Recorder(outbox, new Redaction(RedactionPolicy.DEFAULT)))) {
      for (int i = 0; i < 3; i++) {
        tail.poll(NOW);
        assertTrue(tail.problem().startsWith("cannot read " + unreadable), tail.problem());
        assertTrue(tail.problem().endsWith("run as root or join the group adm"), tail.problem());
      }
      Files.delete(unreadable);
      tail.poll(NOW);
      assertTrue(tail.problem().startsWith(unreadable + " does not exist"), tail.problem());
      Files.write(unreadable, new byte[0]);
      tail.poll(NOW);
      assertEquals("", tail.problem());
    }
  }

  /** The console's login with its time in seconds set. */
  private static byte[] at(byte[] all, int seconds) {
    byte[] record = Arrays.copyOfRange(all, UtmpRecord.BYTES, 2 * UtmpRecord.BYTES);
    ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt(340, seconds);
    return record;
  }

  private List<String> told(byte[] records, boolean hasAuthLog, boolean isFailures)
      throws IOException {
    Path file = Files.write(folder.resolve("wtmp"), new byte[0]);
    OutboxOptions options =
        new OutboxOptions("laptop-1", folder.resolve("spool")).withoutFsync().onlyFullBatches();
    try (Outbox outbox = Outbox.open(options, log);
        WtmpTail tail =
            new WtmpTail(
                file,
                isFailures,
                () -> hasAuthLog,
                new Recorder(outbox, new Redaction(RedactionPolicy.DEFAULT)))) {
      tail.poll(NOW);
      Files.write(file, Arrays.copyOf(records, 100), StandardOpenOption.APPEND);
      tail.poll(NOW);
      Files.write(
          file, Arrays.copyOfRange(records, 100, records.length), StandardOpenOption.APPEND);
      tail.poll(NOW);
      problem = tail.problem();
      outbox.flush();
    }
    return Batches.decoded(log.batches).stream()
        .flatMap(batch -> batch.getEvents().stream())
        .flatMap(event -> Optional.ofNullable(event.getLogon()).stream())
        .map(WtmpTailTest::told)
        .toList();
  }

  private static String told(Logon logon) {
    return logon.getAction()
        + " "
        + logon.getLogonType()
        + " "
        + logon.getTargetUser()
        + " "
        + logon.getSourceIp();
  }

  private byte[] binary() throws IOException, InterruptedException {
    Path utmpdump = Needs.program("utmpdump", "util-linux");
    Path dump = Files.write(folder.resolve("dump"), DUMP);
    Path out = folder.resolve("binary");
    int exit =
        new ProcessBuilder(utmpdump.toString(), "-r")
            .redirectInput(dump.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertEquals(0, exit);
    return Files.readAllBytes(out);
  }
}
