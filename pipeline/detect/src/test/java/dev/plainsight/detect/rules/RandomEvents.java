package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random events that make the rules fire now and then, and the ways in which they may arrive. */
final class RandomEvents {
  private static final long MONDAY_0900 = 1_772_442_000_000L;
  private static final long MINUTE_MS = 60_000;

  private RandomEvents() {}

  /** Stretches of steady and of varied minutes, with holes, of up to three hours. */
  static List<IdentifiedEvent> presence(SplittableRandom random) {
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900 + random.nextInt(600_000);
    while (events.size() < 150) {
      boolean steady = random.nextInt(3) > 0;
      for (int i = random.nextInt(5, 60); i > 0; i--) {
        int pause = steady ? 20_000 : 1_000 + random.nextInt(8) * random.nextInt(8) * 1_000;
        events.add(slice(events.size() + 1L, atMs, 3, pause, List.of(), random));
        atMs += MINUTE_MS;
      }
      atMs += MINUTE_MS * random.nextInt(3) * random.nextInt(20);
    }
    return events;
  }

  /** Long pauses, steady or not, now and then with short ones between. */
  static List<IdentifiedEvent> slowPresence(SplittableRandom random) {
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900;
    while (events.size() < 120) {
      int baseMs = random.nextInt(21_000, 300_000);
      int spreadMs = random.nextInt(2) == 0 ? 1_000 : baseMs * 4;
      for (int i = random.nextInt(10, 45); i > 0; i--) {
        int pauseMs = baseMs + random.nextInt(spreadMs);
        atMs += pauseMs;
        int shorts = random.nextInt(12) == 0 ? random.nextInt(12) : 0;
        events.add(slice(events.size() + 1L, atMs, shorts + 1, pauseMs, List.of(pauseMs), random));
      }
    }
    return events;
  }

  private static IdentifiedEvent slice(
      long seq, long atMs, int pauses, int pauseMs, List<Integer> longMs, SplittableRandom random) {
    Presence presence =
        Presence.newBuilder()
            .setState(PresenceState.ACTIVE)
            .setMoves(random.nextInt(20) == 0 ? 0 : 5)
            .setGapN(pauses)
            .setGapSumMs((long) pauses * pauseMs)
            .setGapSumSq((double) pauses * pauseMs * pauseMs)
            .setLongGapsMs(longMs)
            .setInCall(random.nextInt(50) == 0)
            .build();
    return event(seq, atMs, random, ActivityEvent.newBuilder().setPresence(presence));
  }

  /** Programs over some days, few of them known tools. */
  static List<IdentifiedEvent> programs(SplittableRandom random) {
    List<String> programs = List.of("firefox", "code", "xclicker", "MouseJiggler.exe", "caffeine");
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900;
    while (events.size() < 60) {
      atMs += MINUTE_MS * random.nextInt(4) * random.nextInt(240) / 2;
      Process process =
          Process.newBuilder()
              .setAction(random.nextInt(4) == 0 ? ProcessAction.STOP : ProcessAction.START)
              .setExe("/opt/" + programs.get(random.nextInt(programs.size())))
              .build();
      events.add(
          event(events.size() + 1L, atMs, random, ActivityEvent.newBuilder().setProcess(process)));
    }
    return events;
  }

  /** Failures in bursts and alone, of few sources on few accounts, with successes between. */
  static List<IdentifiedEvent> logons(SplittableRandom random) {
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900;
    while (events.size() < 150) {
      atMs += random.nextInt(8) == 0 ? random.nextInt(1_200_000) : random.nextInt(10_000);
      boolean success = random.nextInt(12) == 0;
      Logon logon =
          Logon.newBuilder()
              .setAction(success ? LogonAction.LOGON : LogonAction.FAILED)
              .setTargetUser("user" + random.nextInt(3))
              .setSourceIp("198.51.100." + random.nextInt(3))
              .build();
      events.add(
          event(events.size() + 1L, atMs, random, ActivityEvent.newBuilder().setLogon(logon)));
    }
    return events;
  }

  private static IdentifiedEvent event(
      long seq, long atMs, SplittableRandom random, ActivityEvent.Builder event) {
    long epoch = 1 + seq / 50;
    return new IdentifiedEvent(
        "host-1",
        epoch,
        seq,
        atMs + random.nextInt(5_000),
        event.setOccurredAt(atMs).setEndedAt(atMs).setUser("ada").build());
  }

  /** The same events in another order, some of them twice. */
  static List<IdentifiedEvent> mixed(List<IdentifiedEvent> events, SplittableRandom random) {
    List<IdentifiedEvent> mixed = new ArrayList<>(events);
    // From a few swaps, as of a network, to no order at all.
    int swaps = random.nextInt(3) == 0 ? mixed.size() * 2 : random.nextInt(10);
    for (int i = 0; i < swaps; i++) {
      swap(mixed, random.nextInt(mixed.size()), random.nextInt(mixed.size()));
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      mixed.add(random.nextInt(mixed.size()), events.get(random.nextInt(events.size())));
    }
    return mixed;
  }

  private static void swap(List<IdentifiedEvent> events, int i, int j) {
    IdentifiedEvent kept = events.get(i);
    events.set(i, events.get(j));
    events.set(j, kept);
  }

  static List<List<IdentifiedEvent>> batches(
      List<IdentifiedEvent> events, SplittableRandom random) {
    List<List<IdentifiedEvent>> batches = new ArrayList<>();
    int from = 0;
    while (from < events.size()) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(40));
      batches.add(events.subList(from, to));
      from = to;
    }
    return batches;
  }
}
