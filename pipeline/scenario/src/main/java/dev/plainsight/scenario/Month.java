package dev.plainsight.scenario;

import dev.plainsight.contract.avro.AgentAction;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A month of a company that is watched from its first day on: honest life with what makes it look
 * odd, and a number of deeds that ought to be found. Nothing is kept: each employee's days are made
 * as they are asked for, the same whenever and by whatever thread. No event tells what is a deed;
 * {@link #truth} does, apart from them.
 */
public final class Month {
  /** The most deeds there are: each is done by somebody else. */
  public static final int DEEDS_MAX = Deed.values().length;

  static final int SERVERS = 40;

  /** Runs the backup on every server, every night. */
  public static final String BACKUP = "svc-backup";

  private static final List<String> GUESSED =
      List.of("root", "admin", "ubuntu", "test", "oracle", "git", "postgres", "user");

  private final long seed;
  private final LocalDate first;
  private final int days;
  private final List<Employee> staff;
  private final Deeds deeds;

  /**
   * @param people 10 to 1,000, and at least twice as many as deeds
   * @param days 5 to 62
   */
  public Month(long seed, int people, LocalDate first, int days, int deeds) {
    if (people < 10 || people > 1_000 || days < 5 || days > 62) {
      throw new IllegalArgumentException(
          "a month of " + people + " people, " + days + " days; it must be 10..1000 and 5..62");
    }
    if (deeds < 0 || deeds > DEEDS_MAX || deeds > people / 2) {
      throw new IllegalArgumentException(
          deeds + " deeds; it must be 0.." + Math.min(DEEDS_MAX, people / 2));
    }
    this.seed = seed;
    this.first = first;
    this.days = days;
    List<Employee> hired = Staff.of(seed, people, first, days);
    this.deeds = Deeds.of(seed, hired, first, days, deeds);
    this.staff = hired.stream().map(this.deeds::asPlanned).toList();
  }

  public List<Employee> staff() {
    return staff;
  }

  public LocalDate first() {
    return first;
  }

  public int days() {
    return days;
  }

  /** Every server, and the services that people sign on to. */
  public List<String> servers() {
    List<String> servers = new ArrayList<>(List.of(MonthDay.SIGN_ON, MonthDay.GATEWAY));
    for (int i = 0; i < SERVERS; i++) {
      servers.add(MonthDay.server(i));
    }
    return servers;
  }

  /** The account that an administrator has beside the usual one. */
  public static String secondAccount(Employee who) {
    return "adm-" + who.account();
  }

  /** All of one employee's day: on the own devices, and what is noted elsewhere. */
  public List<Noted> day(Employee who, LocalDate date) {
    return new MonthDay(this, seed, who, date, deeds, false).events();
  }

  /** The same without input: all logons, at a fraction of the cost. */
  public List<Noted> sketch(Employee who, LocalDate date) {
    return new MonthDay(this, seed, who, date, deeds, true).events();
  }

  /** What servers note of nobody in particular: the backup, and strangers at the open port. */
  public List<Noted> servers(LocalDate date) {
    SplittableRandom random = new SplittableRandom(seed * 9_973 + date.toEpochDay());
    long midnightMs = date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    List<Noted> events = new ArrayList<>();
    for (int i = 0; i < SERVERS; i++) {
      long atMs = midnightMs + 7_200_000 + i * 60_000L + random.nextInt(30_000);
      events.add(new Noted(MonthDay.server(i), Moments.batch(atMs, BACKUP, "10.9.0.5")));
    }
    strangers(midnightMs, random, events);
    if (date.equals(first)) {
      for (String server : servers()) {
        events.add(new Noted(server, Moments.agent(midnightMs, AgentAction.START)));
      }
    }
    return events;
  }

  private static void strangers(long midnightMs, SplittableRandom random, List<Noted> events) {
    for (int left = 60 + random.nextInt(60); left > 0; left--) {
      long atMs = midnightMs + random.nextLong(86_000_000);
      String address = Atlas.stranger(random.nextInt(18), random.nextInt(250));
      int tries = random.nextInt(8) == 0 ? 20 + random.nextInt(60) : 1 + random.nextInt(3);
      for (; tries > 0; tries--) {
        String account = GUESSED.get(random.nextInt(GUESSED.size()));
        events.add(
            new Noted(MonthDay.server(0), Moments.ssh(atMs, account, address, "password", false)));
        atMs += 900 + random.nextInt(9_000);
      }
    }
  }

  /** The order in which devices give events away. */
  public static Comparator<Noted> byEnd() {
    return Comparator.comparingLong((Noted noted) -> noted.event().getEndedAt())
        .thenComparingLong(noted -> noted.event().getOccurredAt());
  }

  /** What was done, of the days that were made so far; all of it after all of them. */
  public List<Misdeed> truth() {
    return deeds.truth();
  }
}
