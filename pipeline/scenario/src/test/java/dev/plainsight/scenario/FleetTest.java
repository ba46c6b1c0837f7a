package dev.plainsight.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.Decoded;
import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.EventBatch;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
  private static final int DAYS = 14;
  private static final Instant FROM = FIRST.atStartOfDay().toInstant(ZoneOffset.UTC);
  private static final Instant TO = FIRST.plusDays(DAYS).atStartOfDay().toInstant(ZoneOffset.UTC);

  private final Fleet fleet = new Fleet(1, 50, FIRST, DAYS);

  @Test
  void everyColleagueHasADeviceATeamAndAManager() {
    List<Colleague> people = fleet.roster().subList(0, 50);
    Set<String> accounts = people.stream().map(Colleague::account).collect(Collectors.toSet());
    assertEquals(50, accounts.size());
    assertEquals(6, people.stream().map(Colleague::team).distinct().count());
    assertEquals(3, people.stream().map(Colleague::site).distinct().count());
    people.stream()
        .skip(1)
        .forEach(each -> assertTrue(accounts.contains(each.manager()), each.toString()));
  }

  @Test
  void aDeviceTellsItsEventsInOrderAndWithinTheLimits() {
    for (String device : List.of("lt-0001", "lt-0008", "lt-0014", Fleet.SERVER)) {
      List<ActivityEvent> events = all(device, FROM, TO);
      assertTrue(events.size() > 1_000, device + ": " + events.size());
      for (int i = 1; i < events.size(); i++) {
        assertTrue(
            events.get(i - 1).getEndedAt() <= events.get(i).getEndedAt(), device + " at " + i);
      }
      for (int i = 0; i < events.size(); i += 500) {
        assertSendable(device, events.subList(i, Math.min(events.size(), i + 500)));
      }
    }
  }

  private static void assertSendable(String device, List<ActivityEvent> events) {
    EventBatch batch =
        EventBatch.newBuilder()
            .setDeviceId(device)
            .setBootEpoch(1)
            .setFirstSeq(0)
            .setPreviousHash(ByteBuffer.wrap(HashChain.start()))
            .setSentAt(0)
            .setEvents(events)
            .build();
    BatchCodec codec = new BatchCodec();
    assertEquals(new Decoded.Batch(batch), codec.decode(codec.encode(batch)));
  }

  @Test
  void anyPartIsThePartOfTheWhole() {
    Instant noon = FROM.plusSeconds(36 * 3_600);
    List<ActivityEvent> parts = new ArrayList<>(all("lt-0008", FROM, noon));
    parts.addAll(all("lt-0008", noon, TO));
    assertEquals(all("lt-0008", FROM, TO), parts);
    assertEquals(parts, collect(new Fleet(1, 50, FIRST, DAYS).events("lt-0008", FROM, TO)));
  }

  @Test
  void anotherSeedIsAnotherFleet() {
    Fleet other = new Fleet(2, 50, FIRST, DAYS);
    assertFalse(all("lt-0001", FROM, TO).equals(collect(other.events("lt-0001", FROM, TO))));
  }

  @Test
  void theTruthNamesEveryKindOfEpisode() {
    Set<String> kinds = new TreeSet<>();
    fleet.truth().forEach(episode -> kinds.add(episode.kind()));
    assertEquals(
        new TreeSet<>(
            Set.of(
                "JIGGLER",
                "BOARD_SLOW",
                "REALISTIC",
                "SCRIPT_LETTERS",
                "known tool",
                "brute force",
                "password spray",
                "guessed password",
                "stolen laptop",
                "silent device",
                "gap",
                "late events")),
        kinds);
  }

  @Test
  void aLaptopOffTheNetDeliversDaysLaterAndOneLosesAnHour() {
    List<ActivityEvent> late = all("lt-0010", FROM, TO);
    assertTrue(
        late.stream()
            .anyMatch(
                event ->
                    fleet.delivery("lt-0010", event).arrivesMs()
                        > event.getEndedAt() + 2 * 86_400_000L));
    long lost =
        all("lt-0020", FROM, TO).stream()
            .filter(event -> fleet.delivery("lt-0020", event).lost())
            .count();
    assertTrue(lost > 10, "lost: " + lost);
    assertTrue(
        all("lt-0001", FROM, TO).stream()
            .allMatch(event -> fleet.delivery("lt-0001", event).arrivesMs() == event.getEndedAt()));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new Fleet(1, 0, FIRST, DAYS));
    assertThrows(IllegalArgumentException.class, () -> fleet.events("lt-9999", FROM, TO));
    assertEquals(51, new Fleet(1, 50, FIRST, 1).roster().size());
    assertTrue(new Fleet(1, 1, FIRST, 1).truth().size() > 0);
  }

  private List<ActivityEvent> all(String device, Instant from, Instant to) {
    return collect(fleet.events(device, from, to));
  }

  private static List<ActivityEvent> collect(Iterator<ActivityEvent> events) {
    List<ActivityEvent> all = new ArrayList<>();
    events.forEachRemaining(all::add);
    return all;
  }
}
