package dev.plainsight.scenario;

import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.presence.Scene;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One employee's day in a simulated month, with what makes honest life look odd: shifts, leave,
 * calls, journeys, phones, rented exits, forgotten passwords, nights on call, new laptops, tests
 * that make input, sticks, empty batteries. What is noted elsewhere (the sign-on service, the VPN,
 * servers) comes with it.
 */
final class MonthDay {
  static final String SIGN_ON = "idp-1";
  static final String GATEWAY = "vpn-1";
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;

  private final Month month;
  final Employee who;
  final LocalDate date;
  final SplittableRandom random;
  final Workday day;
  final List<Noted> elsewhere = new ArrayList<>();
  final String laptop;
  private final Deeds deeds;
  private final boolean sketched;
  private final SplittableRandom hands;

  /**
   * @param sketched only what is no input: the same moments, and much cheaper
   */
  MonthDay(Month month, long seed, Employee who, LocalDate date, Deeds deeds, boolean sketched) {
    this.month = month;
    long own = seed * 131 + who.account().hashCode();
    this.who = who;
    this.date = date;
    this.deeds = deeds;
    this.sketched = sketched;
    this.random = new SplittableRandom(own * 1_000_003 + date.toEpochDay());
    this.hands = random.split();
    this.laptop = who.laptop(date);
    double typing = .3 + new SplittableRandom(own).nextDouble() * .4;
    this.day =
        Workday.workday(who.account())
            .on(date, who.colleague().zone())
            .chance(hands)
            .typing(typing)
            .sketched(sketched);
  }

  /** On the laptop, by their ends; then elsewhere. */
  List<Noted> events() {
    live();
    List<Noted> events = new ArrayList<>();
    day.events().forEach(event -> events.add(new Noted(laptop, event)));
    events.addAll(elsewhere);
    return events;
  }

  private void live() {
    if (!date.isAfter(who.leftOn())) {
      honestly();
    }
    deeds.after(this);
  }

  private void honestly() {
    boolean forced = deeds.needs(who, date);
    boolean off = who.isOnLeave(date) || chance(.03);
    if (forced || (isWorkday() && !off)) {
      workday();
    } else if (who.isOnLeave(date) && who.phone() && chance(.15)) {
      phone(1);
    } else if (!isWorkday() && chance(.03)) {
      weekend();
    }
    if (isOnCall() && chance(.3) && !who.isOnLeave(date)) {
      night();
    }
  }

  /** Accounts of so many colleagues. */
  List<String> others(int count) {
    List<Employee> staff = month.staff();
    int from = random.nextInt(staff.size());
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < Math.min(count, staff.size()); i++) {
      accounts.add(staff.get((from + i) % staff.size()).account());
    }
    return accounts;
  }

  String othersLaptop() {
    List<Employee> staff = month.staff();
    Employee other = staff.get(random.nextInt(staff.size()));
    return other.equals(who) ? staff.get(0).laptop(date) : other.laptop(date);
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  private boolean isWorkday() {
    DayOfWeek weekday = date.getDayOfWeek();
    return who.colleague().weekend()
        ? weekday != DayOfWeek.THURSDAY && weekday != DayOfWeek.FRIDAY
        : weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY;
  }

  /** A week in nine for everyone who is technical. */
  private boolean isOnCall() {
    return who.isTechnical()
        && Math.floorMod(date.toEpochDay() / 7 + who.account().hashCode(), 9) == 0;
  }

  boolean isAtHome() {
    return who.homeDays().contains(date.getDayOfWeek().getValue());
  }

  long startMs() {
    return date.atTime(who.colleague().shiftStart())
        .atZone(who.colleague().zone())
        .toInstant()
        .toEpochMilli();
  }

  long at(int hour, int minute) {
    return date.atTime(hour, minute).atZone(who.colleague().zone()).toInstant().toEpochMilli();
  }

  /** Where this day's traffic comes from. */
  String address() {
    if (who.isAway(date)) {
      return Atlas.hotel(who.city(), who.account().hashCode() & 0xff);
    }
    return isAtHome() ? homeAddress() : Atlas.office(who.site());
  }

  String homeAddress() {
    int line = Math.floorMod(who.account().hashCode(), 4_000);
    return Atlas.home(who.site(), who.provider(), line, date.toEpochDay());
  }

  private void workday() {
    long startMs = startMs();
    long lunchMs = startMs + (195 + random.nextInt(60)) * MINUTE_MS;
    long endMs = startMs + (495 + random.nextInt(60)) * MINUTE_MS;
    arrive(startMs + (random.nextInt(35) - 15) * MINUTE_MS + random.nextInt(60_000));
    phone(random.nextInt(3));
    visits();
    beside(startMs + 2 * HOUR_MS);
    workUntil(lunchMs);
    day.locks(30 + random.nextInt(30), MINUTES);
    deeds.atDesk(this);
    chores();
    if (chance(.005)) {
      emptyBattery();
    }
    workUntil(endMs);
    if (chance(.05)) {
      day.locks(120, MINUTES);
      workUntil(day.nowMs() + 90 * MINUTE_MS);
    }
    day.logsOff();
    day.at(day.nowMs() + 20_000).shutsDown();
  }

  private void arrive(long atMs) {
    day.at(atMs).boots().at(atMs + 40_000);
    int wrong = wrongPasswords();
    if (wrong > 0) {
      day.mistypes(wrong, 9);
    }
    day.logsOn();
    long onMs = day.nowMs() + 30_000;
    if (!address().equals(Atlas.office(who.site()))) {
      note(GATEWAY, Moments.network(onMs, who.account(), address(), "vpn", true));
    }
    signsOn(onMs + 60_000, chance(.5) ? address() : outside());
    for (String exe : Apps.executables(who.colleague().team())) {
      day.at(day.nowMs() + 2_000 + random.nextInt(9_000)).starts(exe);
    }
    if (chance(.02)) {
      day.tell(Moments.renamed(day.nowMs(), who.account(), "updater-tmp.exe", "Squirrel.exe"));
    }
  }

  /** By the VPN's way out, or by the office's. */
  private String outside() {
    return address().equals(Atlas.office(who.site())) ? address() : Atlas.vpn(random);
  }

  /** Most days none; after a leave, and now and then, many. */
  private int wrongPasswords() {
    boolean back = who.isOnLeave(date.minusDays(1)) || who.isOnLeave(date.minusDays(3));
    double often = who.careless() * (back ? 5 : 1);
    double share = random.nextDouble() / often;
    if (share < .001) {
      return 5 + random.nextInt(4);
    }
    return share < .015 ? 3 + random.nextInt(2) : share < .1 ? 1 + random.nextInt(2) : 0;
  }

  void signsOn(long atMs, String address) {
    if (chance(.02)) {
      note(SIGN_ON, Moments.network(atMs - 9_000, who.account(), address, "sso", false));
    }
    note(SIGN_ON, Moments.network(atMs, who.account(), address, "sso", true));
  }

  void note(String deviceId, ActivityEvent event) {
    elsewhere.add(new Noted(deviceId, event));
  }

  private void phone(int times) {
    for (int left = who.phone() ? times : 0; left > 0; left--) {
      long atMs = at(6, 30) + random.nextLong(15 * HOUR_MS);
      signsOn(atMs, Atlas.mobile(who.site(), who.phoneListed(), random));
    }
    if (who.rentsExit() && chance(.2)) {
      signsOn(at(19, 0) + random.nextLong(3 * HOUR_MS), Atlas.exit(random.nextInt(10), random));
    }
  }

  /** Engineers and administrators on their teams' servers; a release goes to many. */
  private void visits() {
    if (!who.isTechnical() || !chance(.4)) {
      return;
    }
    boolean release = who.colleague().team().equals("Operations") && chance(.08);
    int hosts = release ? 6 + random.nextInt(8) : 1 + random.nextInt(3);
    long atMs = startMs() + random.nextLong(7 * HOUR_MS);
    for (int i = 0; i < hosts; i++) {
      visit(release ? server(random.nextInt(Month.SERVERS)) : ownServer(i), atMs, chance(.5));
      atMs += 2 * MINUTE_MS + random.nextLong(9 * MINUTE_MS);
    }
  }

  private String ownServer(int i) {
    return server(Math.floorMod(who.colleague().manager().hashCode() + i, Month.SERVERS));
  }

  static String server(int i) {
    return "srv-%02d".formatted(i);
  }

  void visit(String host, long atMs, boolean elevates) {
    note(host, Moments.ssh(atMs, who.account(), address(), "publickey", true));
    if (elevates) {
      note(
          host,
          Moments.elevation(atMs + 40_000, who.account(), "%064x".formatted(random.nextInt(12))));
    }
  }

  /** A second computer on the same desk. */
  private void beside(long fromMs) {
    if (who.desktop().isEmpty() || isAtHome() || !chance(.6)) {
      return;
    }
    Workday second =
        Workday.workday(who.account())
            .on(date, who.colleague().zone())
            .chance(hands.split())
            .sketched(sketched)
            .at(fromMs)
            .boots()
            .logsOn()
            .works(25 + random.nextInt(60), MINUTES)
            .logsOff()
            .shutsDown();
    second.events().forEach(event -> note(who.desktop(), event));
  }

  private void workUntil(long endMs) {
    while (day.nowMs() < endMs) {
      double what = random.nextDouble();
      if (what < .05) {
        day.locks(4 + random.nextInt(12), MINUTES);
      } else if (what < .09) {
        day.away(2 + random.nextInt(7), MINUTES);
      } else if (what < .0915) {
        day.away(15 + random.nextInt(25), MINUTES);
      } else if (what < .115) {
        day.meets(15L * (1 + random.nextInt(4)), MINUTES);
      } else if (what < .118) {
        watches();
      } else if (what < .18) {
        day.opens(app()).reads(3 + random.nextInt(9), MINUTES);
      } else {
        day.opens(app()).works(45 + random.nextInt(480), SECONDS);
      }
      if (what > .99 && who.colleague().team().equals("Operations")) {
        day.elevates("%064x".formatted(random.nextInt(8)));
      }
    }
  }

  private Scene app() {
    Scene scene = Apps.any(who.colleague().team(), random);
    return who.remoteDesk()
        ? new Scene(scene.app(), scene.title(), scene.domain(), false, false, true)
        : scene;
  }

  /** A recorded course: the window fills the screen, and nobody touches anything. */
  private void watches() {
    day.opens(new Scene("firefox", "… — Mozilla Firefox", "courses.example", true, false, false));
    day.away(10 + random.nextInt(30), MINUTES);
  }

  /** What some do now and then. */
  private void chores() {
    if (who.tests() && chance(.4)) {
      day.plays(Hands.tests(hands), 20 + random.nextInt(40), MINUTES);
    }
    if (who.sticks() && chance(.15)) {
      long mb = who.account().hashCode() % 5 == 0 ? 3_000 : 60;
      stick((long) (mb * 1_000_000 * (.2 + random.nextDouble())));
    }
    if (who.isTechnical() && chance(.004)) {
      day.tell(Moments.renamed(day.nowMs(), who.account(), "psexec64-v2.exe", "PsExec.exe"));
    }
    if (!who.isTechnical() && chance(.002)) {
      day.elevates("%064x".formatted(random.nextInt(8)));
    }
  }

  void stick(long bytes) {
    day.plugs("storage", "0781:5581").works(4, MINUTES);
    day.tell(Moments.written(day.nowMs(), who.account(), bytes));
  }

  private void emptyBattery() {
    day.goesSilent();
    day.at(day.nowMs() + (20 + random.nextInt(60)) * MINUTE_MS).boots();
    day.at(day.nowMs() + 40_000).logsOn();
  }

  private void weekend() {
    long fromMs = at(10, 0) + random.nextLong(9 * HOUR_MS);
    day.at(fromMs).boots().at(fromMs + 40_000).logsOn();
    note(GATEWAY, Moments.network(fromMs + 90_000, who.account(), homeAddress(), "vpn", true));
    workUntil(day.nowMs() + (30 + random.nextInt(90)) * MINUTE_MS);
    day.logsOff().shutsDown();
  }

  /** Called in the night: by VPN from home, to a server or two. */
  private void night() {
    long atMs = Math.max(day.nowMs() + HOUR_MS, at(22, 0)) + random.nextLong(5 * HOUR_MS);
    if (atMs > startMs() + 23 * HOUR_MS) {
      return;
    }
    note(GATEWAY, Moments.network(atMs, who.account(), homeAddress(), "vpn", true));
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      atMs += 4 * MINUTE_MS;
      note(ownServer(i), Moments.ssh(atMs, who.account(), Atlas.vpn(random), "publickey", true));
      note(
          ownServer(i),
          Moments.elevation(atMs + 30_000, who.account(), "%064x".formatted(random.nextInt(12))));
    }
  }
}
