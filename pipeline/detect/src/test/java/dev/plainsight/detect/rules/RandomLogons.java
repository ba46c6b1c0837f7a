package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.detect.examples.ExampleSurroundings;
import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.Directory.Account;
import dev.plainsight.detect.surroundings.Directory.Device;
import dev.plainsight.detect.surroundings.Directory.Person;
import dev.plainsight.detect.surroundings.Directory.Site;
import dev.plainsight.detect.surroundings.Directory.Use;
import dev.plainsight.detect.surroundings.Networks;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Place;
import dev.plainsight.detect.surroundings.Shift;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Less than a week of logons of a few accounts from all over the world, within one horizon. */
final class RandomLogons {
  private static final long MONDAY_0900 = 1_772_442_000_000L;
  private static final long HOUR_MS = 3_600_000;
  private static final List<String> ACCOUNTS = List.of("ada", "bob", "eve", "svc-backup", "ghost");
  private static final List<String> SOURCES =
      List.of(
          "198.51.100.1", "198.51.100.2", "203.0.113.9", "192.0.2.4", "192.0.2.77", "2001:db8::5");

  /** What is known beside them. */
  static final Surroundings AROUND =
      Surroundings.NONE
          .with(directory())
          .with(ExampleSurroundings.places(places()::get))
          .with(networks())
          .with(peers());

  private RandomLogons() {}

  private static Directory directory() {
    Person ada = person("ada", "engines", "");
    Person bob = person("bob", "engines", "");
    Person eve = person("eve", "sales", "2026-03-03");
    return new Directory(
        Map.of("ada", ada, "bob", bob, "eve", eve),
        Map.of("svc-backup", new Account("svc-backup", "bob", Use.SERVICE)),
        Map.of(
            "host-0", new Device("host-0", "ada", ""),
            "host-1", new Device("host-1", "bob", ""),
            "host-2", new Device("host-2", "", "")),
        Map.of("lisbon", new Site("lisbon", "PT", "Europe/Lisbon")));
  }

  private static Person person(String id, String team, String endsOn) {
    List<Shift> shifts = List.of(Shift.parse("Mon-Fri 09:00-17:00"));
    return new Person(id, "", team, "", "lisbon", shifts, List.of(), endsOn);
  }

  private static Map<String, Place> places() {
    Map<String, Place> places = new HashMap<>();
    places.put("198.51.100.1", new Place("PT", "Lisbon", 38.7, -9.1, "AS64500", ""));
    places.put("198.51.100.2", new Place("PT", "Porto", 41.1, -8.6, "AS64500", ""));
    places.put("203.0.113.9", new Place("US", "New York", 40.7, -74, "AS64501", ""));
    places.put("192.0.2.4", new Place("SG", "Singapore", 1.3, 103.8, "AS64502", ""));
    places.put("2001:db8::5", new Place("BR", "Recife", -8, -34.9, "AS64503", ""));
    return places;
  }

  private static Networks networks() {
    return Networks.of(
        List.of(new Networks.Range(Networks.Kind.VPN, "192.0.2.64/26", "the office's")));
  }

  private static Peers peers() {
    Map<String, Peers.Tally> usual =
        Map.of(
            "country", new Peers.Tally(50, Map.of("PT", 49L, "BR", 1L)),
            "hour", new Peers.Tally(500, Map.of("9", 100L, "10", 100L, "33", 100L)),
            "device", new Peers.Tally(50, Map.of("host-2", 40L)));
    Map<String, Peers.Tally> everyones = new HashMap<>(usual);
    everyones.put("day", new Peers.Tally(500, Map.of()));
    everyones.put("program", new Peers.Tally(500, Map.of("notes", 40L)));
    Map<String, Peers.Tally> engines = new HashMap<>(usual);
    engines.put("day", new Peers.Tally(100, Map.of()));
    engines.put("program", new Peers.Tally(100, Map.of()));
    return new Peers(
        "made up", Map.of(Peers.ORGANISATION, everyones, "engines", engines), Map.of());
  }

  static List<IdentifiedEvent> of(SplittableRandom random) {
    List<IdentifiedEvent> events = new ArrayList<>();
    long atMs = MONDAY_0900;
    while (events.size() < 150 && atMs < MONDAY_0900 + 160 * HOUR_MS) {
      atMs += random.nextInt(5) == 0 ? random.nextLong(9 * HOUR_MS) : random.nextLong(HOUR_MS / 2);
      String account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
      // Most stay at one host, so that another one is worth telling.
      int host = random.nextInt(4) == 0 ? random.nextInt(8) : ACCOUNTS.indexOf(account) % 3;
      events.add(event(events.size() + 1L, atMs, "host-" + host, logon(account, random)));
    }
    return events;
  }

  private static Logon logon(String account, SplittableRandom random) {
    LogonAction action =
        switch (random.nextInt(12)) {
          case 0, 1, 2, 3 -> LogonAction.FAILED;
          case 4 -> LogonAction.LOCK;
          case 5 -> LogonAction.UNLOCK;
          case 6 -> LogonAction.ELEVATE;
          default -> LogonAction.LOGON;
        };
    boolean screen = action != LogonAction.FAILED && random.nextInt(3) == 0;
    return Logon.newBuilder()
        .setAction(action)
        .setLogonType(screen ? LogonType.CONSOLE : LogonType.SSH)
        .setTargetUser(action == LogonAction.ELEVATE ? "root" : account)
        .setSourceIp(screen ? "" : SOURCES.get(random.nextInt(SOURCES.size())))
        .setService(action == LogonAction.ELEVATE ? "sudo" : "sshd")
        .build();
  }

  private static IdentifiedEvent event(long seq, long atMs, String host, Logon logon) {
    ActivityEvent event =
        ActivityEvent.newBuilder()
            .setOccurredAt(atMs)
            .setEndedAt(atMs)
            .setUser(logon.getAction() == LogonAction.ELEVATE ? "ada" : logon.getTargetUser())
            .setLogon(logon)
            .build();
    return new IdentifiedEvent(host, 1 + seq / 50, seq, atMs, event);
  }
}
