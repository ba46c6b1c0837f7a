package dev.plainsight.scenario;

import dev.plainsight.contract.avro.ActivityEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Who does what and when in a simulated month, and what became of it: the truth. */
final class Deeds {
  /** Until then everybody is honest: a week in which the company is watched for the first time. */
  private static final int HONEST_DAYS = 7;

  /** One deed of one employee. */
  private record Plan(Deed deed, String account, LocalDate from) {}

  private final Map<String, Plan> plans = new HashMap<>();
  private final Map<Deed, Misdeed> truth = new TreeMap<>();

  private Deeds() {}

  static Deeds of(long seed, List<Employee> staff, LocalDate first, int days, int count) {
    Deeds deeds = new Deeds();
    SplittableRandom random = new SplittableRandom(seed * 101 + 5);
    for (Deed deed : List.of(Deed.values()).subList(0, count)) {
      int last = Math.max(1, days - deed.days - (deed.days > 1 ? 2 : 1));
      int from = Math.min(HONEST_DAYS, last - 1);
      LocalDate date = workday(first.plusDays(from + random.nextInt(last - from)));
      Employee who = deeds.someone(deed, date, staff, random);
      deeds.plans.put(who.account(), new Plan(deed, who.account(), date));
    }
    return deeds;
  }

  private static LocalDate workday(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> day.minusDays(1);
      case SUNDAY -> day.minusDays(2);
      default -> day;
    };
  }

  /** Nobody does two deeds; who is away does none. */
  private Employee someone(
      Deed deed, LocalDate date, List<Employee> staff, SplittableRandom random) {
    for (int tries = 0; tries < 10_000; tries++) {
      Employee who = staff.get(random.nextInt(staff.size()));
      boolean free =
          !plans.containsKey(who.account())
              && !who.colleague().weekend()
              && who.isTechnical() == (deed.isTechnical() || (deed.atDesk && who.isTechnical()))
              && !(deed == Deed.ELEVATION && who.isTechnical());
      boolean there = true;
      for (int i = 0; i < deed.days; i++) {
        there &= !who.isOnLeave(date.plusDays(i)) && !who.isAway(date.plusDays(i));
      }
      if (free && there) {
        return who;
      }
    }
    throw new IllegalArgumentException("too few people for '" + deed.kind + "'");
  }

  /** Someone's last day, where the plan says that this one leaves. */
  Employee asPlanned(Employee who) {
    Plan plan = plans.get(who.account());
    return plan == null || plan.deed != Deed.LEAVER
        ? who
        : new Employee(
            who.colleague(),
            who.laptops(),
            who.newLaptopOn(),
            who.desktop(),
            who.homeDays(),
            who.leaveFrom(),
            who.leaveTo(),
            who.awayFrom(),
            who.awayTo(),
            who.city(),
            plan.from.minusDays(4),
            who.careless(),
            who.provider(),
            who.phone(),
            who.phoneListed(),
            who.rentsExit(),
            who.remoteDesk(),
            who.tests(),
            who.sticks());
  }

  /** Which day of a deed this is, from 0; -1 for none. Weekends do not count. */
  private int turn(Plan plan, LocalDate date) {
    int turn = -1;
    for (LocalDate day = plan.from; !day.isAfter(date); day = day.plusDays(1)) {
      turn += day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0 ? 1 : 0;
    }
    boolean weekend = date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    return weekend || turn >= plan.deed.days ? -1 : turn;
  }

  /** Whether the employee has to come to work for it. */
  boolean needs(Employee who, LocalDate date) {
    Plan plan = plans.get(who.account());
    return plan != null && plan.deed.atDesk && turn(plan, date) >= 0;
  }

  void atDesk(MonthDay day) {
    play(day, true);
  }

  void after(MonthDay day) {
    play(day, false);
  }

  private void play(MonthDay day, boolean atDesk) {
    Plan plan = plans.get(day.who.account());
    int turn = plan == null || plan.deed.atDesk != atDesk ? -1 : turn(plan, day.date);
    if (plan == null || turn < 0) {
      return;
    }
    long fromMs = day.day.nowMs();
    int before = day.elsewhere.size();
    Set<String> names = new HashSet<>(plan.deed.play(day, turn));
    names.add(day.who.account());
    List<Long> moments = new ArrayList<>();
    day.elsewhere.subList(before, day.elsewhere.size()).stream()
        .map(Noted::event)
        .map(ActivityEvent::getOccurredAt)
        .filter(atMs -> atMs > fromMs - 30L * 86_400_000)
        .forEach(moments::add);
    if (day.day.nowMs() > fromMs) {
      moments.add(fromMs);
      moments.add(day.day.nowMs());
    }
    long endMs = moments.stream().mapToLong(atMs -> atMs).max().orElse(fromMs);
    note(
        plan.deed,
        new Misdeed(
            plan.deed.kind,
            names,
            Instant.ofEpochMilli(moments.stream().mapToLong(atMs -> atMs).min().orElse(fromMs)),
            Instant.ofEpochMilli(endMs),
            plan.deed.rules));
  }

  private synchronized void note(Deed deed, Misdeed more) {
    truth.merge(
        deed,
        more,
        (a, b) -> {
          Set<String> names = new HashSet<>(a.names());
          names.addAll(b.names());
          return new Misdeed(
              a.kind(),
              names,
              a.from().isBefore(b.from()) ? a.from() : b.from(),
              a.to().isAfter(b.to()) ? a.to() : b.to(),
              a.rules());
        });
  }

  /** What was done so far, by its start. */
  synchronized List<Misdeed> truth() {
    return truth.values().stream().sorted(Comparator.comparing(Misdeed::from)).toList();
  }
}
