package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random presence for one rule: stretches of what the rule looks for, of something else, and holes.
 */
final class RandomDesk {
  private static final long MONDAY_0900 = 1_772_442_000_000L;
  private static final long MINUTE_MS = 60_000;

  /** What a stretch of minutes looks like. */
  enum Kind {
    PERSON,
    MOVES,
    CLICKS,
    ONE_KEY,
    FLAT,
    INJECTED,
    LOCKED,
    IDLE
  }

  private RandomDesk() {}

  /** Stretches of up to 40 minutes, two of three of this kind, some broken by a hole. */
  static List<IdentifiedEvent> mostly(Kind kind, SplittableRandom random) {
    Kind[] kinds = Kind.values();
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900 + random.nextInt(600_000);
    while (events.size() < 80) {
      Kind now = random.nextInt(3) > 0 ? kind : kinds[random.nextInt(kinds.length)];
      for (int i = random.nextInt(8, 40); i > 0; i--) {
        // A click or another window may end what goes on.
        Kind minute = random.nextInt(60) == 0 ? Kind.PERSON : now;
        events.add(slice("host-1", events.size(), atMs, minute, random));
        atMs += MINUTE_MS * (random.nextInt(25) == 0 ? 2 : 1);
      }
      atMs += MINUTE_MS * random.nextInt(3) * random.nextInt(20);
    }
    return events;
  }

  /** One person, hours of nearly every minute, on one window or two. */
  static List<IdentifiedEvent> steady(SplittableRandom random) {
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900;
    while (events.size() < 170) {
      for (int i = random.nextInt(20, 110); i > 0; i--) {
        events.add(slice("host-1", events.size(), atMs, Kind.MOVES, random));
        atMs += MINUTE_MS;
      }
      atMs += MINUTE_MS * random.nextInt(2) * random.nextInt(14);
      if (random.nextInt(3) == 0) {
        events.add(slice("host-1", events.size(), atMs, Kind.PERSON, random));
      }
    }
    return events;
  }

  /** One person on two devices, in the same minutes or in turn. */
  static List<IdentifiedEvent> twoDevices(SplittableRandom random) {
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900;
    while (events.size() < 90) {
      boolean both = random.nextInt(3) > 0;
      for (int i = random.nextInt(5, 45); i > 0; i--) {
        String one = random.nextInt(2) == 0 ? "host-1" : "host-2";
        events.add(slice(one, events.size(), atMs, Kind.PERSON, random));
        if (both) {
          String other = one.equals("host-1") ? "host-2" : "host-1";
          long laterMs = atMs + random.nextInt(2) * 20_000L;
          events.add(slice(other, events.size(), laterMs, Kind.MOVES, random));
        }
        atMs += MINUTE_MS;
      }
      atMs += MINUTE_MS * random.nextInt(60);
    }
    return events;
  }

  private static IdentifiedEvent slice(
      String device, int seq, long atMs, Kind kind, SplittableRandom random) {
    ActivityEvent event =
        ActivityEvent.newBuilder()
            .setOccurredAt(atMs)
            .setEndedAt(atMs + MINUTE_MS)
            .setUser("ada")
            .setPresence(presence(kind, random))
            .build();
    long receivedMs = atMs + MINUTE_MS + random.nextInt(5_000);
    return new IdentifiedEvent(device, 1L + seq / 50, (long) seq, receivedMs, event);
  }

  private static Presence presence(Kind kind, SplittableRandom random) {
    Presence.Builder slice =
        Presence.newBuilder()
            .setState(PresenceState.ACTIVE)
            .setApp("writer")
            .setTitle(random.nextInt(40) == 0 ? "another" : "letter")
            .setRemoteSession(random.nextInt(60) == 0)
            .setInCall(random.nextInt(60) == 0);
    switch (kind) {
      case PERSON ->
          slice
              .setKeys(random.nextInt(200))
              .setDistinctKeys(20)
              .setClicks(random.nextInt(6))
              .setMoves(200 + random.nextInt(300))
              .setPathPx(900)
              .setDeltaEntropyMilliBits(5_000 + random.nextInt(2_000));
      case MOVES -> slice.setMoves(2 + random.nextInt(9)).setPathPx(11);
      case CLICKS -> slice.setClicks(random.nextInt(30));
      case ONE_KEY -> {
        int keys = 20 + random.nextInt(60);
        slice.setKeys(keys).setDistinctKeys(1 + random.nextInt(3)).setLongestKeyRun(keys - 1);
      }
      case FLAT -> slice.setMoves(15 + random.nextInt(60)).setDeltaEntropyMilliBits(1_200);
      case INJECTED -> {
        int moves = 1 + random.nextInt(40);
        slice.setMoves(moves).setInjectedMoves(random.nextInt(moves + 1));
      }
      case LOCKED -> slice.setState(PresenceState.LOCKED).setMoves(random.nextInt(3));
      case IDLE -> slice.setState(PresenceState.IDLE);
    }
    return slice.build();
  }
}
