package dev.plainsight.evidence;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small organisation, always the same: devices work from 08:00 to 17:00 on weekdays and stop in
 * order. One never starts; one is silent on the second Tuesday; one loses a batch on the first
 * Wednesday; and on Mondays an address tries passwords on the first device.
 */
final class World {
  static final LocalDate SUNDAY = LocalDate.of(2026, 11, 1);
  static final String NEVER = "pc-never";
  static final String ATTACKER = "203.0.113.9";
  private static final long MINUTE_MS = 60_000;

  final Map<String, Device> devices = new HashMap<>();
  final List<SentBatch> batches = new ArrayList<>();
  final List<IdentifiedEvent> events = new ArrayList<>();
  private final Map<String, Long> firstSeen = new HashMap<>();
  final List<RosterEntry> roster = new ArrayList<>();
  private final BatchCodec codec = new BatchCodec();
  private final int batchesADay;

  /** Where one device stands. */
  private static final class Device {
    long epoch;
    long seq;
    long previousLast = -1;
    byte[] previousHash = HashChain.start();
  }

  World(int deviceCount, int days, int batchesADay) {
    this.batchesADay = batchesADay;
    for (int d = 0; d < days; d++) {
      LocalDate day = SUNDAY.plusDays(d);
      for (int i = 0; i < deviceCount; i++) {
        if (day.getDayOfWeek().getValue() < 6 && !isSilent(i, day)) {
          work(name(i), day, i);
        }
      }
    }
    for (int i = 0; i < deviceCount; i++) {
      roster.add(entry(name(i), firstSeen(name(i))));
    }
    roster.add(entry(NEVER, -1));
  }

  static String name(int i) {
    return "pc-%03d".formatted(i);
  }

  private static boolean isSilent(int device, LocalDate day) {
    return device == 1 && day.equals(SUNDAY.plusDays(9));
  }

  private long firstSeen(String device) {
    return firstSeen.getOrDefault(device, -1L);
  }

  private static RosterEntry entry(String device, long firstSeen) {
    LocalDate end = SUNDAY.plusYears(1);
    return new RosterEntry(device, "user of " + device, "team", "", SUNDAY, end, "hr", firstSeen);
  }

  private void work(String name, LocalDate day, int index) {
    Device device = devices.computeIfAbsent(name, key -> new Device());
    device.previousLast = device.epoch == 0 ? -1 : device.seq - 1;
    device.epoch++;
    device.seq = 1;
    device.previousHash = HashChain.start();
    long minutes = 9 * 60;
    long start = Times.start(day) + 8 * 60 * MINUTE_MS;
    for (int b = 0; b < batchesADay; b++) {
      long from = start + b * minutes * MINUTE_MS / batchesADay;
      long to = start + (b + 1) * minutes * MINUTE_MS / batchesADay;
      List<ActivityEvent> content = new ArrayList<>(List.of(presence(from, from + MINUTE_MS)));
      if (b == 0) {
        content.add(logon(from, "user" + index, "10.0.0." + index % 250, true));
      }
      if (b == 1 && index == 0 && day.getDayOfWeek() == DayOfWeek.MONDAY) {
        attack(content, from);
      }
      content.add(presence(to - MINUTE_MS, to));
      if (b == batchesADay - 1) {
        content.add(stop(to));
      }
      boolean lost = index == 2 && b == 2 && day.equals(SUNDAY.plusDays(3));
      send(name, device, content, to, lost);
    }
  }

  private static void attack(List<ActivityEvent> content, long from) {
    for (int i = 0; i < 8; i++) {
      content.add(logon(from + i * 5_000L, "root", ATTACKER, false));
    }
    content.add(logon(from + 60_000, "root", ATTACKER, true));
  }

  private void send(
      String name, Device device, List<ActivityEvent> content, long at, boolean lost) {
    EventBatch batch =
        EventBatch.newBuilder()
            .setDeviceId(name)
            .setBootEpoch(device.epoch)
            .setFirstSeq(device.seq)
            .setPreviousEpochLastSeq(device.seq == 1 ? device.previousLast : -1)
            .setPreviousHash(ByteBuffer.wrap(device.previousHash))
            .setSentAt(at)
            .setEvents(content)
            .build();
    byte[] bytes = codec.encode(batch);
    device.previousHash = HashChain.link(bytes);
    long last = device.seq + content.size() - 1;
    if (!lost) {
      firstSeen.putIfAbsent(name, at);
      batches.add(new SentBatch(name, device.epoch, device.seq, last, at + 1_000, bytes));
      for (int i = 0; i < content.size(); i++) {
        events.add(
            new IdentifiedEvent(name, device.epoch, device.seq + i, at + 1_000, content.get(i)));
      }
    }
    device.seq = last + 1;
  }

  private static ActivityEvent presence(long from, long to) {
    return event(from, to)
        .setPresence(
            Presence.newBuilder()
                .setState(PresenceState.ACTIVE)
                .setApp("editor")
                .setKeys(40)
                .build())
        .build();
  }

  private static ActivityEvent stop(long at) {
    return event(at, at)
        .setAgent(AgentState.newBuilder().setAction(AgentAction.STOP).build())
        .build();
  }

  private static ActivityEvent logon(long at, String user, String source, boolean success) {
    return event(at, at)
        .setUser(user)
        .setLogon(
            Logon.newBuilder()
                .setAction(success ? LogonAction.LOGON : LogonAction.FAILED)
                .setLogonType(LogonType.SSH)
                .setTargetUser(user)
                .setSourceIp(source)
                .setMethod("password")
                .setService("sshd")
                .setOutcome(success ? Outcome.SUCCESS : Outcome.FAILURE)
                .build())
        .build();
  }

  private static ActivityEvent.Builder event(long from, long to) {
    return ActivityEvent.newBuilder().setOccurredAt(from).setEndedAt(to);
  }

  /** One rule's canary, found. */
  static List<List<String>> canaries(LocalDate day) {
    String sent = day + "T02:30:00.000Z";
    return List.of(List.of(day.toString(), "AC-01", "1", sent, "yes", day + "T02:30:02.000Z", "2"));
  }
}
