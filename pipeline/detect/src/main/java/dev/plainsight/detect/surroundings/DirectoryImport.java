package dev.plainsight.detect.surroundings;

import dev.plainsight.detect.surroundings.Directory.Account;
import dev.plainsight.detect.surroundings.Directory.Device;
import dev.plainsight.detect.surroundings.Directory.Leave;
import dev.plainsight.detect.surroundings.Directory.Person;
import dev.plainsight.detect.surroundings.Directory.Site;
import dev.plainsight.detect.surroundings.Directory.Use;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory from CSV texts with header lines. A row that cannot be meant so is refused with its
 * line, column, value, the reason and the way out; the others are taken.
 *
 * <pre>
 * sites      id,country,zone
 * people     id,name,team,manager,site,shifts,ends_on     shifts: Mon-Fri 08:00-17:00; Sat 09:00-12:00
 * leave      person,from,to
 * accounts   name,person,use                              use: person, service or shared
 * devices    id,owner,site
 * </pre>
 */
public final class DirectoryImport {
  /**
   * What came of it.
   *
   * @param refusals in the order of the lists and their lines
   */
  public record Result(Directory directory, List<Refusal> refusals) {}

  private final List<Refusal> refusals = new ArrayList<>();
  private final Map<String, Site> sites = new LinkedHashMap<>();
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Device> devices = new LinkedHashMap<>();

  private DirectoryImport() {}

  /**
   * Reads the lists; a list that is not given is empty.
   *
   * @param lists the texts by name: sites, people, leave, accounts, devices
   */
  public static Result of(Map<String, String> lists) {
    DirectoryImport read = new DirectoryImport();
    String wanted = "sites people leave accounts devices";
    lists.keySet().stream()
        .sorted()
        .filter(name -> !Arrays.asList(wanted.split(" ", -1)).contains(name))
        .forEach(name -> read.refuse(name, 0, "", name, "is no list", "known are: " + wanted));
    read.each(lists, "sites", "id,country,zone", read::site);
    read.each(lists, "people", "id,name,team,manager,site,shifts,ends_on", read::person);
    read.each(lists, "leave", "person,from,to", read::leave);
    read.each(lists, "accounts", "name,person,use", read::account);
    read.each(lists, "devices", "id,owner,site", read::device);
    return new Result(
        new Directory(read.people, read.accounts, read.devices, read.sites),
        List.copyOf(read.refusals));
  }

  /** Takes a row; what is wrong with it leaves as a {@link Wrong}. */
  private interface Taker {
    void take(CsvTable.Row row);
  }

  /** A value that cannot be meant so. */
  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String column;
    private final String why;
    private final String wayOut;

    Wrong(String column, String why, String wayOut) {
      super(why, null, false, false);
      this.column = column;
      this.why = why;
      this.wayOut = wayOut;
    }
  }

  private void each(Map<String, String> lists, String file, String columns, Taker taker) {
    String text = lists.getOrDefault(file, "");
    if (text.isBlank()) {
      return;
    }
    CsvTable table = new CsvTable(file, text);
    List<String> wanted = Stream.of(columns.split(",", -1)).toList();
    if (!table.header().containsAll(wanted)) {
      String header = String.join(",", table.header());
      refuse(
          file,
          1,
          "",
          header,
          "lacks a column; the whole list was not taken",
          "begin with " + columns);
      return;
    }
    refusals.addAll(table.refusals());
    for (CsvTable.Row row : table.rows()) {
      try {
        taker.take(row);
      } catch (Wrong wrong) {
        refuse(file, row.line(), wrong.column, row.of(wrong.column), wrong.why, wrong.wayOut);
      }
    }
  }

  private void refuse(
      String file, int line, String column, String value, String why, String wayOut) {
    refusals.add(new Refusal(file, line, column, value, why, wayOut));
  }

  private void site(CsvTable.Row row) {
    String zone = row.of("zone");
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new Wrong("zone", "is no time zone", "write it like Europe/Lisbon");
    }
    String id = newId(row, "id", sites);
    sites.put(id, new Site(id, row.of("country"), zone));
  }

  private void person(CsvTable.Row row) {
    String endsOn = row.of("ends_on").isEmpty() ? "" : day(row, "ends_on").toString();
    String site = known(row, "site", sites, "sites");
    List<Shift> shifts = shifts(row);
    String id = newId(row, "id", people);
    people.put(
        id,
        new Person(
            id,
            row.of("name"),
            row.of("team"),
            row.of("manager"),
            site,
            shifts,
            List.of(),
            endsOn));
  }

  private static List<Shift> shifts(CsvTable.Row row) {
    try {
      return Stream.of(row.of("shifts").split(";", -1))
          .filter(text -> !text.isBlank())
          .map(Shift::parse)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new Wrong(
          "shifts", "holds no shift where one should be", "write it like Mon-Fri 08:00-17:00");
    }
  }

  private void leave(CsvTable.Row row) {
    Person person = people.get(row.of("person"));
    if (person == null) {
      throw new Wrong("person", "is not among the people", "import this person first");
    }
    LocalDate from = day(row, "from");
    LocalDate to = day(row, "to");
    if (to.isBefore(from)) {
      throw new Wrong("to", "is before 'from', " + from, "swap the two");
    }
    List<Leave> leave = new ArrayList<>(person.leave());
    leave.add(new Leave(from.toString(), to.toString()));
    people.put(
        person.id(),
        new Person(
            person.id(),
            person.name(),
            person.team(),
            person.manager(),
            person.site(),
            person.shifts(),
            leave,
            person.endsOn()));
  }

  private void account(CsvTable.Row row) {
    String use = row.of("use").toUpperCase(Locale.ROOT);
    if (Stream.of(Use.values()).noneMatch(each -> each.name().equals(use))) {
      throw new Wrong("use", "is no use of an account", "write person, service or shared");
    }
    String person = known(row, "person", people, "people");
    String name = newId(row, "name", accounts);
    accounts.put(name, new Account(name, person, Use.valueOf(use)));
  }

  private void device(CsvTable.Row row) {
    String owner = known(row, "owner", people, "people");
    String site = known(row, "site", sites, "sites");
    String id = newId(row, "id", devices);
    devices.put(id, new Device(id, owner, site));
  }

  private static String newId(CsvTable.Row row, String column, Map<String, ?> taken) {
    String id = row.of(column);
    if (id.isEmpty()) {
      throw new Wrong(column, "is empty", "give it a name of its own");
    }
    if (taken.containsKey(id)) {
      throw new Wrong(column, "is there twice", "keep one of the rows; the first was taken");
    }
    return id;
  }

  /** Empty, or something of the other list. */
  private static String known(CsvTable.Row row, String column, Map<String, ?> others, String list) {
    String id = row.of(column);
    if (!id.isEmpty() && !others.containsKey(id)) {
      throw new Wrong(column, "is not among the " + list, "add it there, or leave this empty");
    }
    return id;
  }

  private static LocalDate day(CsvTable.Row row, String column) {
    try {
      return LocalDate.parse(row.of(column));
    } catch (DateTimeException e) {
      throw new Wrong(column, "is no date", "write it like 2026-03-31");
    }
  }
}
