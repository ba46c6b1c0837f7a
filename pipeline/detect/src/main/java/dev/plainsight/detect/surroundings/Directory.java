package dev.plainsight.detect.surroundings;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who works here, with which accounts, on which devices, where and when: as the organisation's own
 * lists say. Dates are ISO text ({@code 2026-03-31}) in the person's time zone, empty where there
 * is none.
 *
 * @param people by id
 * @param accounts by name
 * @param devices by id
 * @param sites by id
 */
public record Directory(
    Map<String, Person> people,
    Map<String, Account> accounts,
    Map<String, Device> devices,
    Map<String, Site> sites) {
  /** Nobody is known. */
  public static final Directory NONE = new Directory(Map.of(), Map.of(), Map.of(), Map.of());

  /**
   * A person.
   *
   * @param manager a person's id; empty where there is none
   * @param shifts when this person is expected to work; empty: not known
   * @param endsOn the last day; empty: none is set
   */
  public record Person(
      String id,
      String name,
      String team,
      String manager,
      String site,
      List<Shift> shifts,
      List<Leave> leave,
      String endsOn) {
    public Person {
      shifts = List.copyOf(shifts);
      leave = List.copyOf(leave);
    }

    /** The last day of work, where one is set. */
    public Optional<LocalDate> lastDay() {
      return endsOn.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(endsOn));
    }

    /** Whether this person is on leave that day. */
    public boolean isOnLeave(LocalDate day) {
      return leave.stream().anyMatch(each -> each.holds(day));
    }
  }

  /** Days of leave, both included. */
  public record Leave(String from, String to) {
    boolean holds(LocalDate day) {
      return !day.isBefore(LocalDate.parse(from)) && !day.isAfter(LocalDate.parse(to));
    }
  }

  /** What an account is for. */
  public enum Use {
    PERSON,
    /** Programs log on with it, not people. */
    SERVICE,
    /** Several people use it. */
    SHARED
  }

  /**
   * An account of an operating system or of a domain.
   *
   * @param person who answers for it; empty where nobody does
   */
  public record Account(String name, String person, Use use) {}

  /**
   * A device.
   *
   * @param owner a person's id; empty: shared, such as a server
   */
  public record Device(String id, String owner, String site) {}

  /**
   * A place of work.
   *
   * @param zone such as {@code Europe/Lisbon}
   */
  public record Site(String id, String country, String zone) {}

  public Directory {
    people = sorted(people);
    accounts = sorted(accounts);
    devices = sorted(devices);
    sites = sorted(sites);
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    map.values().forEach(Objects::requireNonNull);
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  public boolean isEmpty() {
    return people.isEmpty() && accounts.isEmpty() && devices.isEmpty();
  }

  /** The account of this name, without regard to a domain before or behind it. */
  public @Nullable Account account(String name) {
    Account account = accounts.get(name);
    return account == null ? accounts.get(bare(name)) : account;
  }

  /** {@code CORP\ada} and {@code ada@corp.example} are {@code ada}. */
  private static String bare(String name) {
    String local = name.substring(name.lastIndexOf('\\') + 1);
    int at = local.indexOf('@');
    return at < 1 ? local : local.substring(0, at);
  }

  /** Who uses this account; an account that bears a person's id and is not listed is that one's. */
  public @Nullable Person personOf(String accountName) {
    Account account = account(accountName);
    if (account != null) {
      return people.get(account.person());
    }
    Person person = people.get(accountName);
    return person == null ? people.get(bare(accountName)) : person;
  }

  /** Whether programs log on with this account. */
  public boolean isService(String accountName) {
    Account account = account(accountName);
    return account != null && account.use() == Use.SERVICE;
  }

  /** The team of whoever uses the account; empty where not known. */
  public String teamOf(String accountName) {
    Person person = personOf(accountName);
    return person == null ? "" : person.team();
  }

  /** The time zone this person works in; UTC where not known. */
  public ZoneId zoneOf(@Nullable Person person) {
    Site site = person == null ? null : sites.get(person.site());
    return site == null || site.zone().isEmpty() ? ZoneOffset.UTC : ZoneId.of(site.zone());
  }
}
