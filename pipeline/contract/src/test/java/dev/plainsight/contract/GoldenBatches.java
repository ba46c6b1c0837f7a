package dev.plainsight.contract;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.Device;
import dev.plainsight.contract.avro.DeviceAction;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the golden files hold, by file name: each kind of event with every field set, with none set,
 * and at its extremes. {@link #main} writes the files that are missing; it never writes over one.
 */
final class GoldenBatches {
  private static final long MONDAY_0900 = Instant.parse("2026-11-23T09:00:00Z").toEpochMilli();

  /** Two, three and four bytes a letter, a letter of two marks, right to left, a newline, a NUL. */
  static final String LETTERS = "Zoë 日本 🕵🏽 e\u0301 שלום \n\t\0 'quoted' \\ \"";

  private GoldenBatches() {}

  static Map<String, EventBatch> all() {
    Map<String, EventBatch> all = new TreeMap<>();
    EventBatch first = batch(presence());
    all.put("presence", first);
    all.put("logon", batch(logon()));
    all.put("process", batch(process()));
    all.put("device", batch(device()));
    all.put("agent", batch(agent()));
    all.put("nothing-known", nothingKnown());
    all.put("extremes", extremes());
    all.put("letters", letters());
    all.put("second-of-epoch", second(first));
    return all;
  }

  /** {@code GoldenBatches pipeline/contract/src/test/resources/golden/activity-v1}. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (var golden : all().entrySet()) {
      Path file = folder.resolve(golden.getKey() + ".bin");
      if (!Files.exists(file)) {
        byte[] bytes = new BatchCodec().encode(golden.getValue());
        Files.write(file, bytes);
        System.out.println(GoldenBytesTest.sha256(bytes) + "  " + golden.getKey() + ".bin");
      }
    }
  }

  static EventBatch batch(ActivityEvent... events) {
    return EventBatch.newBuilder()
        .setDeviceId("laptop-1")
        .setBootEpoch(3)
        .setFirstSeq(41)
        .setPreviousEpochLastSeq(1_207)
        .setPreviousHash(ByteBuffer.wrap(HashChain.start()))
        .setSentAt(MONDAY_0900 + 61_000)
        .setMonotonicMs(7_261_000)
        .setAgentVersion("0.1.0")
        .setConfigHash("c0".repeat(32))
        .setBinaryHash("b1".repeat(32))
        .setEvents(List.of(events))
        .build();
  }

  private static ActivityEvent.Builder event() {
    return ActivityEvent.newBuilder()
        .setOccurredAt(MONDAY_0900)
        .setEndedAt(MONDAY_0900 + 60_000)
        .setUser("ada")
        .setSessionId("c2");
  }

  static ActivityEvent presence() {
    return event()
        .setPresence(
            Presence.newBuilder()
                .setState(PresenceState.ACTIVE)
                .setApp("/usr/bin/editor")
                .setTitle("plan.md")
                .setDomain("wiki.example.org")
                .setKeys(212)
                .setDistinctKeys(31)
                .setLongestKeyRun(4)
                .setClicks(9)
                .setWheel(17)
                .setMoves(640)
                .setDrags(12)
                .setPathPx(8_112)
                .setNetPx(301)
                .setDistinctDeltas(97)
                .setDeltaEntropyMilliBits(5_221)
                .setGapN(11)
                .setGapSumMs(19_020)
                .setGapSumSq(48_112_004.5)
                .setGapMaxMs(6_200)
                .setLongGapsMs(List.of(21_000, 20_001))
                .setInjectedKeys(1)
                .setInjectedMoves(2)
                .setInjectedClicks(3)
                .setInputDevices(List.of("046d:c52b", "413c:2113"))
                .setInCall(true)
                .setRemoteSession(true)
                .setFullscreen(true)
                .setDetail("all known")
                .build())
        .build();
  }

  static ActivityEvent logon() {
    return event()
        .setLogon(
            Logon.newBuilder()
                .setAction(LogonAction.FAILED)
                .setLogonType(LogonType.SSH)
                .setTargetUser("root")
                .setSourceIp("2001:db8::7")
                .setSourceHost("desk-7.example.org")
                .setMethod("publickey")
                .setService("sshd")
                .setOutcome(Outcome.FAILURE)
                .setReason("invalid user")
                .setCommandHash("5e".repeat(32))
                .setCommand("/usr/bin/apt update")
                .build())
        .build();
  }

  static ActivityEvent process() {
    return event()
        .setProcess(
            Process.newBuilder()
                .setAction(ProcessAction.START)
                .setExe("/usr/bin/python3.11")
                .setOriginalName("python3")
                .setSha256("a7".repeat(32))
                .setSigner("Debian")
                .setParentExe("/usr/bin/bash")
                .setPid(4_711)
                .setParentPid(4_700)
                .setCommandLine("python3 -m http.server")
                .build())
        .build();
  }

  static ActivityEvent device() {
    return event()
        .setDevice(
            Device.newBuilder()
                .setAction(DeviceAction.MOUNT)
                .setDeviceClass("storage")
                .setVendorId("0951")
                .setProductId("1666")
                .setSerialHash("d4".repeat(32))
                .setBytesWritten(734_003_200)
                .build())
        .build();
  }

  static ActivityEvent agent() {
    return event()
        .setAgent(
            AgentState.newBuilder()
                .setAction(AgentAction.HEARTBEAT)
                .setSpoolDepth(2)
                .setSpoolOldestAt(MONDAY_0900 - 9_000)
                .setDroppedFromSeq(7)
                .setDroppedToSeq(9)
                .setClockOffsetMs(-3_600_000)
                .setDetail("clock set back by an hour")
                .setSignature(ByteBuffer.wrap(counting(64)))
                .setPublicKey(ByteBuffer.wrap(counting(44)))
                .build())
        .build();
  }

  /** Every field that has a default left to it: the least a device can send, of each kind. */
  private static EventBatch nothingKnown() {
    return EventBatch.newBuilder()
        .setDeviceId("d")
        .setBootEpoch(0)
        .setFirstSeq(0)
        .setPreviousHash(ByteBuffer.wrap(HashChain.start()))
        .setSentAt(0)
        .setEvents(
            List.of(
                bare().setPresence(Presence.newBuilder().build()).build(),
                bare().setLogon(Logon.newBuilder().build()).build(),
                bare().setProcess(Process.newBuilder().build()).build(),
                bare().setDevice(Device.newBuilder().build()).build(),
                bare().setAgent(AgentState.newBuilder().build()).build()))
        .build();
  }

  private static ActivityEvent.Builder bare() {
    return ActivityEvent.newBuilder().setOccurredAt(0).setEndedAt(0);
  }

  /** The largest of everything that the limits let through. */
  private static EventBatch extremes() {
    ActivityEvent slice = presence();
    Presence presence = slice.getPresence();
    if (presence != null) {
      presence.setKeys(Integer.MAX_VALUE);
      presence.setPathPx(Integer.MAX_VALUE);
      presence.setGapSumMs(Limits.NUMBER_MAX);
      presence.setGapSumSq(Double.MAX_VALUE);
      presence.setLongGapsMs(Collections.nCopies(Limits.LIST_MAX, Integer.MAX_VALUE));
      presence.setInputDevices(Collections.nCopies(Limits.LIST_MAX, "ffff:ffff"));
      presence.setTitle("t".repeat(Limits.TEXT_CHARS_MAX));
    }
    slice.setOccurredAt(Limits.TIME_MS_MAX);
    slice.setEndedAt(Limits.TIME_MS_MAX);
    EventBatch batch = batch(slice);
    batch.setDeviceId("x".repeat(128));
    batch.setBootEpoch(Limits.NUMBER_MAX);
    batch.setFirstSeq(Limits.NUMBER_MAX);
    batch.setPreviousEpochLastSeq(-1);
    batch.setPreviousHash(ByteBuffer.wrap(HashChain.link(new byte[0])));
    return batch;
  }

  private static EventBatch letters() {
    ActivityEvent logon = logon();
    logon.setUser(LETTERS);
    logon.setSessionId(LETTERS);
    Logon inner = logon.getLogon();
    if (inner != null) {
      inner.setReason(LETTERS);
      inner.setCommand(LETTERS);
    }
    return batch(logon);
  }

  /** Linked to the bytes of the file {@code presence}, whose one event is sequence 41. */
  private static EventBatch second(EventBatch before) {
    EventBatch batch = batch(logon(), process());
    batch.setFirstSeq(42);
    batch.setPreviousEpochLastSeq(-1);
    batch.setPreviousHash(ByteBuffer.wrap(HashChain.link(new BatchCodec().encode(before))));
    return batch;
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 5);
    }
    return bytes;
  }
}
