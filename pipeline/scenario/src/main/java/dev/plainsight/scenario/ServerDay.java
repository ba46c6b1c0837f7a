package dev.plainsight.scenario;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** A day of the shared host, which the internet can see: colleagues and attackers log on to it. */
final class ServerDay {
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;

  private final List<Colleague> people;
  private final Calendar calendar;
  private final LocalDate date;
  private final long midnightMs;
  private final SplittableRandom random;
  private final List<ActivityEvent> events = new ArrayList<>();
  private final List<Episode> episodes = new ArrayList<>();

  ServerDay(long seed, List<Colleague> people, Calendar calendar, LocalDate date) {
    this.people = people;
    this.calendar = calendar;
    this.date = date;
    this.midnightMs = date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    this.random = new SplittableRandom(seed * 7_919 + date.toEpochDay());
  }

  List<ActivityEvent> events() {
    tell();
    events.sort(Comparator.comparingLong(ActivityEvent::getEndedAt));
    return events;
  }

  List<Episode> episodes() {
    tell();
    return episodes;
  }

  private void tell() {
    if (date.equals(calendar.first())) {
      events.add(Moments.agent(midnightMs, AgentAction.START));
    }
    for (long atMs = midnightMs + 5 * MINUTE_MS;
        atMs < midnightMs + 24 * HOUR_MS;
        atMs += 5 * MINUTE_MS) {
      events.add(Moments.agent(atMs, AgentAction.HEARTBEAT));
    }
    if (date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY) {
      people.forEach(this::visits);
    }
    knocks();
    bruteForce(3 * HOUR_MS + 10 * MINUTE_MS, "198.51.100.23");
    bruteForce(14 * HOUR_MS + 20 * MINUTE_MS, "198.51.100." + (40 + random.nextInt(60)));
    if (date.equals(calendar.sprayNight())) {
      spray(midnightMs + HOUR_MS);
    }
    if (date.equals(calendar.guessNight())) {
      guess(midnightMs + 2 * HOUR_MS + 30 * MINUTE_MS);
    }
  }

  /** Engineers and administrators come in with their keys, during their day. */
  private void visits(Colleague colleague) {
    boolean technical =
        colleague.team().equals("Engineering") || colleague.team().equals("Operations");
    if (!technical || random.nextInt(3) > 0) {
      return;
    }
    long startMs =
        date.atTime(colleague.shiftStart()).atZone(colleague.zone()).toInstant().toEpochMilli();
    long atMs = startMs + random.nextLong(8 * HOUR_MS);
    events.add(
        Moments.ssh(atMs, colleague.account(), Office.addressOf(colleague), "publickey", true));
    if (random.nextInt(2) == 0) {
      events.add(
          Moments.elevation(
              atMs + MINUTE_MS, colleague.account(), "%064x".formatted(random.nextInt(12))));
    }
  }

  /** The noise of the internet: single tries from everywhere, minutes apart. */
  private void knocks() {
    List<String> accounts = List.of("root", "admin", "ubuntu", "test", "oracle", "git", "postgres");
    for (int left = 20 + random.nextInt(30); left > 0; left--) {
      long atMs = midnightMs + random.nextLong(24 * HOUR_MS - 2 * MINUTE_MS);
      String source = "203.0.113." + random.nextInt(64);
      String account = accounts.get(random.nextInt(accounts.size()));
      for (int tries = 1 + random.nextInt(3); tries > 0; tries--) {
        events.add(Moments.ssh(atMs, account, source, "password", false));
        atMs += 4_000 + random.nextInt(9_000);
      }
    }
  }

  private void bruteForce(long afterMidnightMs, String source) {
    long fromMs = midnightMs + afterMidnightMs + random.nextLong(20 * MINUTE_MS);
    long atMs = fromMs;
    for (int left = 18 + random.nextInt(40); left > 0; left--) {
      events.add(Moments.ssh(atMs, left % 3 == 0 ? "admin" : "root", source, "password", false));
      atMs += 900 + random.nextInt(2_600);
    }
    found("brute force", source, fromMs, atMs, "AC-01");
  }

  /** One try for each account, half a minute apart: below what AC-01 sees. */
  private void spray(long fromMs) {
    long atMs = fromMs;
    for (Colleague colleague : people) {
      events.add(Moments.ssh(atMs, colleague.account(), "203.0.113.177", "password", false));
      atMs += 25_000 + random.nextInt(20_000);
    }
    found("password spray", "203.0.113.177", fromMs, atMs, "");
  }

  private void guess(long fromMs) {
    String source = "192.0.2.66";
    String account = people.get(Math.min(17, people.size() - 1)).account();
    long atMs = fromMs;
    for (int left = 9; left > 0; left--) {
      events.add(Moments.ssh(atMs, account, source, "password", false));
      atMs += 20_000 + random.nextInt(20_000);
    }
    events.add(Moments.ssh(atMs, account, source, "password", true));
    found("guessed password", source, fromMs, atMs, "AC-02");
  }

  private void found(String kind, String who, long fromMs, long toMs, String rule) {
    episodes.add(
        new Episode(
            kind,
            who,
            Fleet.SERVER,
            Instant.ofEpochMilli(fromMs),
            Instant.ofEpochMilli(toMs),
            rule));
  }
}
