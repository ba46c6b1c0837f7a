package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.Device;
import dev.plainsight.contract.avro.DeviceAction;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random events of a device: its agent's words, renamed programs, removable storage; all within a
 * timeline's horizon.
 */
final class RandomDevice {
  private static final long MONDAY_0900 = 1_772_442_000_000L;
  private static final long MINUTE_MS = 60_000;
  private static final long DAY_MS = 86_400_000;
  private static final List<String> FILES = List.of("C:\\a\\notes.exe", "C:\\b\\psexec.exe");
  private static final List<String> MAKERS = List.of("PsExec.exe", "Notes.exe", "Old.exe");

  private RandomDevice() {}

  /** Starts, stops, heartbeats, drops, changes and clocks that are ahead. */
  static List<IdentifiedEvent> agent(SplittableRandom random) {
    AgentAction[] actions = AgentAction.values();
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900;
    while (events.size() < 25) {
      atMs += MINUTE_MS * random.nextInt(4) * random.nextInt(130);
      long fromSeq = random.nextInt(1_000);
      AgentState state =
          AgentState.newBuilder()
              .setAction(actions[random.nextInt(actions.length)])
              .setClockOffsetMs(random.nextInt(-20_000, 20_000))
              .setDroppedFromSeq(fromSeq)
              .setDroppedToSeq(fromSeq + random.nextInt(50))
              .setDetail("a -> b")
              .build();
      events.add(
          event(
              events.size(), atMs, random, ActivityEvent.newBuilder().setUser("").setAgent(state)));
    }
    return events;
  }

  /** What the shipped Sigma rules look for: tools, and logons that fail and succeed. */
  static List<IdentifiedEvent> sigma(SplittableRandom random) {
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900;
    while (events.size() < 60) {
      atMs += random.nextInt(9) == 0 ? MINUTE_MS * random.nextInt(400) : random.nextInt(40_000);
      boolean success = random.nextInt(12) == 0;
      ActivityEvent.Builder event = ActivityEvent.newBuilder().setUser("ada");
      if (random.nextInt(6) == 0) {
        String exe = random.nextBoolean() ? "/usr/bin/xdotool" : "/usr/bin/ls";
        event.setProcess(Process.newBuilder().setAction(ProcessAction.START).setExe(exe).build());
      } else {
        event.setLogon(
            Logon.newBuilder()
                .setAction(success ? LogonAction.LOGON : LogonAction.FAILED)
                .setLogonType(LogonType.SSH)
                .setTargetUser(random.nextInt(20) == 0 ? "root" : "user" + random.nextInt(7))
                .setSourceIp("198.51.100." + random.nextInt(random.nextInt(5) == 0 ? 12 : 2))
                .build());
      }
      events.add(event(events.size(), atMs, random, event));
    }
    return events;
  }

  static List<IdentifiedEvent> programs(SplittableRandom random) {
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900;
    while (events.size() < 25) {
      atMs += MINUTE_MS * random.nextInt(4) * random.nextInt(130);
      Process process =
          Process.newBuilder()
              .setAction(ProcessAction.START)
              .setExe(FILES.get(random.nextInt(FILES.size())))
              .setOriginalName(MAKERS.get(random.nextInt(MAKERS.size())))
              .build();
      events.add(
          event(
              events.size(),
              atMs,
              random,
              ActivityEvent.newBuilder().setUser("ada").setProcess(process)));
    }
    return events;
  }

  /** A week of little, now and then of much. */
  static List<IdentifiedEvent> storage(SplittableRandom random) {
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900;
    while (events.size() < 27) {
      atMs += random.nextInt((int) (DAY_MS / 4));
      boolean much = random.nextInt(12) == 0;
      Device device =
          Device.newBuilder()
              .setAction(random.nextInt(2) == 0 ? DeviceAction.UNMOUNT : DeviceAction.MOUNT)
              .setDeviceClass("storage")
              .setBytesWritten(random.nextInt(1_000_000) * (much ? 4_000L : 10L))
              .build();
      events.add(
          event(
              events.size(),
              atMs,
              random,
              ActivityEvent.newBuilder().setUser("ada").setDevice(device)));
    }
    return events;
  }

  /** Some arrive before they happened. */
  private static IdentifiedEvent event(
      int seq, long atMs, SplittableRandom random, ActivityEvent.Builder event) {
    long receivedMs = atMs + (random.nextInt(6) == 0 ? -random.nextInt(20_000) : 300);
    return new IdentifiedEvent(
        "host-1",
        1L + seq / 50,
        (long) seq,
        receivedMs,
        event.setOccurredAt(atMs).setEndedAt(atMs).build());
  }
}
