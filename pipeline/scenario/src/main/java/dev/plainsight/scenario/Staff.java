package dev.plainsight.scenario;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes the people of a simulated month. */
final class Staff {
  private final LocalDate first;
  private final int days;
  private final SplittableRandom random;
  private final Set<String> accounts = new HashSet<>();

  private Staff(long seed, LocalDate first, int days) {
    this.first = first;
    this.days = days;
    this.random = new SplittableRandom(seed * 7_727);
  }

  static List<Employee> of(long seed, int people, LocalDate first, int days) {
    Staff staff = new Staff(seed, first, days);
    List<Colleague> roster = Office.roster(seed, people);
    List<Employee> employees = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      employees.add(staff.employee(roster.get(i), i));
    }
    return List.copyOf(employees);
  }

  private Employee employee(Colleague named, int i) {
    Colleague colleague = onShift(unique(named, i), i);
    LocalDate never = first.plusDays(days + 400L);
    boolean leaves = chance(.25);
    LocalDate leaveFrom = leaves ? day() : never;
    boolean travels = !leaves && chance(.06);
    LocalDate awayFrom = travels ? day() : never;
    boolean renewed = chance(.06);
    String laptop = colleague.deviceId();
    List<Integer> homeDays = new ArrayList<>();
    for (int weekday = 1; weekday <= 5; weekday++) {
      if (chance(.3)) {
        homeDays.add(weekday);
      }
    }
    return new Employee(
        colleague,
        renewed ? List.of(laptop, laptop + "b") : List.of(laptop),
        renewed ? day() : never,
        chance(.03) ? laptop + "-desk" : "",
        homeDays,
        leaveFrom,
        leaveFrom.plusDays(chance(.5) ? 6 : 13),
        awayFrom,
        awayFrom.plusDays(1 + random.nextInt(4)),
        random.nextInt(10),
        never,
        chance(.05) ? 4 : 1,
        random.nextInt(4),
        chance(.4),
        chance(.7),
        chance(.01),
        chance(.03),
        colleague.team().equals("Engineering") && chance(.04),
        chance(.1));
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }

  private LocalDate day() {
    return first.plusDays(random.nextInt(days));
  }

  /** Large rosters run out of names. */
  private Colleague unique(Colleague named, int i) {
    return accounts.add(named.account())
        ? named
        : with(named, named.account() + i, named.shiftStart(), named.shiftEnd());
  }

  /** Support works early, late and, a few of them, at night. */
  private static Colleague onShift(Colleague named, int i) {
    if (!named.team().equals("Support") || i < 6) {
      return named;
    }
    LocalTime start =
        switch (i / 6 % 8) {
          case 0, 1 -> LocalTime.of(6, 0);
          case 2, 3 -> LocalTime.of(13, 0);
          case 4 -> LocalTime.of(21, 30);
          default -> named.shiftStart();
        };
    return with(named, named.account(), start, start.plusMinutes(510));
  }

  private static Colleague with(Colleague who, String account, LocalTime start, LocalTime end) {
    return new Colleague(
        who.deviceId(),
        account,
        who.displayName(),
        who.team(),
        who.role(),
        who.manager(),
        who.site(),
        who.zone(),
        start,
        end,
        who.weekend());
  }
}
