package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.Networks;
import dev.plainsight.detect.surroundings.Networks.Kind;
import dev.plainsight.detect.surroundings.Place;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.detect.surroundings.Shift;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.scenario.Atlas;
import dev.plainsight.scenario.Colleague;
import dev.plainsight.scenario.Employee;
import dev.plainsight.scenario.Month;
import dev.plainsight.scenario.Noted;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the company of a simulated month knows of itself, and what its servers noted: made once,
 * from days without input, before anybody's desk is looked at.
 */
final class MonthWorld {
  /** On which days of the month what is usual among peers is published, at midnight UTC. */
  private static final List<Integer> PUBLISHED = List.of(3, 7, 14, 21, 28);

  final Month month;
  final List<IdentifiedEvent> servers = new ArrayList<>();

  /** By account: what servers noted of it, in order. */
  final Map<String, List<IdentifiedEvent>> ofAccount = new HashMap<>();

  /** From when on which surroundings hold. */
  final NavigableMap<Long, Surroundings> around = new TreeMap<>();

  private final Set<String> own = new HashSet<>();

  private MonthWorld(Month month) {
    this.month = month;
    month.staff().forEach(who -> own.addAll(List.of(who.account(), Month.secondAccount(who))));
  }

  static MonthWorld of(Month month) {
    MonthWorld world = new MonthWorld(month);
    Surroundings known = Surroundings.NONE.with(directory(month)).with(places()).with(networks());
    world.around.put(Long.MIN_VALUE, known);
    Usual usual = new Usual(known);
    List<Noted> noted = new ArrayList<>();
    Progress progress = new Progress("sketch", month.days());
    for (int i = 0; i < month.days(); i++) {
      LocalDate date = month.first().plusDays(i);
      if (PUBLISHED.contains(i)) {
        world.around.put(
            date.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli(),
            known.with(usual.peers(date.toString())));
      }
      for (Employee who : month.staff()) {
        List<Noted> day = month.sketch(who, date);
        usual.add(who, day);
        day.stream().filter(each -> !isOwn(who, each.deviceId())).forEach(noted::add);
      }
      noted.addAll(month.servers(date));
      progress.step();
    }
    world.number(noted);
    return world;
  }

  private void number(List<Noted> noted) {
    noted.sort(Month.byEnd());
    Map<String, Long> next = new HashMap<>();
    for (Noted each : noted) {
      long seq = next.merge(each.deviceId(), 1L, Long::sum) - 1;
      IdentifiedEvent event =
          new IdentifiedEvent(each.deviceId(), 1L, seq, each.event().getEndedAt(), each.event());
      servers.add(event);
      Logon logon = each.event().getLogon();
      if (logon != null) {
        ofAccount.computeIfAbsent(logon.getTargetUser(), any -> new ArrayList<>()).add(event);
      }
    }
  }

  /** Whether the device's events are told with this employee's, not with the servers'. */
  static boolean isOwn(Employee who, String deviceId) {
    return who.laptops().contains(deviceId) || who.desktop().equals(deviceId);
  }

  /** Whether the account is somebody's, so that it is folded with that employee's. */
  boolean isSomebodys(String account) {
    return own.contains(account);
  }

  private static Networks networks() {
    List<Networks.Range> ranges = new ArrayList<>();
    Atlas.EGRESS.forEach(
        cidr -> ranges.add(new Networks.Range(Kind.SHARED_EGRESS, cidr, "office")));
    Atlas.MOBILE.forEach(cidr -> ranges.add(new Networks.Range(Kind.MOBILE, cidr, "carrier")));
    ranges.add(new Networks.Range(Kind.VPN, Atlas.VPN, "company VPN"));
    return Networks.of(ranges);
  }

  private static Places places() {
    return new Places() {
      @Override
      public String version() {
        return "simulated";
      }

      @Override
      public Optional<Place> of(String address) {
        return Atlas.spot(address)
            .map(
                spot ->
                    new Place(
                        spot.country(),
                        spot.city(),
                        spot.latitude(),
                        spot.longitude(),
                        spot.network(),
                        ""));
      }
    };
  }

  private static Directory directory(Month month) {
    Map<String, Directory.Person> people = new TreeMap<>();
    Map<String, Directory.Account> accounts = new TreeMap<>();
    Map<String, Directory.Device> devices = new TreeMap<>();
    Map<String, Directory.Site> sites = new TreeMap<>();
    for (Employee who : month.staff()) {
      Colleague colleague = who.colleague();
      String id = who.account();
      people.put(id, person(who, month));
      accounts.put(id, new Directory.Account(id, id, Directory.Use.PERSON));
      String second = Month.secondAccount(who);
      accounts.put(second, new Directory.Account(second, id, Directory.Use.PERSON));
      List<String> own = new ArrayList<>(who.laptops());
      own.add(who.desktop());
      own.removeIf(String::isEmpty);
      own.forEach(
          device -> devices.put(device, new Directory.Device(device, id, colleague.site())));
      sites.put(
          colleague.site(), new Directory.Site(colleague.site(), "", colleague.zone().getId()));
    }
    String admin = month.staff().get(5).account();
    accounts.put(Month.BACKUP, new Directory.Account(Month.BACKUP, admin, Directory.Use.SERVICE));
    month.servers().forEach(server -> devices.put(server, new Directory.Device(server, "", "")));
    return new Directory(people, accounts, devices, sites);
  }

  private static Directory.Person person(Employee who, Month month) {
    Colleague colleague = who.colleague();
    Shift shift =
        new Shift(
            colleague.weekend() ? 6 : 1,
            colleague.weekend() ? 3 : 5,
            minute(colleague.shiftStart()),
            minute(colleague.shiftEnd()));
    LocalDate end = month.first().plusDays(month.days());
    return new Directory.Person(
        who.account(),
        colleague.displayName(),
        colleague.team(),
        colleague.manager(),
        colleague.site(),
        List.of(shift),
        who.leaveFrom().isBefore(end)
            ? List.of(new Directory.Leave(who.leaveFrom().toString(), who.leaveTo().toString()))
            : List.of(),
        who.leftOn().isBefore(end) ? who.leftOn().toString() : "");
  }

  private static int minute(LocalTime time) {
    return time.getHour() * 60 + time.getMinute();
  }
}
