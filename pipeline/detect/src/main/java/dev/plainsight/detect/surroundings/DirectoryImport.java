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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory and the shared networks from CSV texts with header lines. A row that cannot be
 * meant so is refused with its line, column, value, the reason and the way out; the others are
 * taken.
 *
 * <pre>
 * sites      id,country,zone
 * people     id,name,team,manager,site,shifts,ends_on     shifts: Mon-Fri 08:00-17:00; Sat 09:00-12:00
 * leave      person,from,to
 * accounts   name,person,use                              use: person, service or shared
 * devices    id,owner,site
 * networks   kind,cidr,name                               kind: shared_egress, vpn or mobile
 * </pre>
 */
public final class DirectoryImport {
  /** All lists, in the order they are read. */
  public static final List<String> LISTS =
      List.of("sites", "people", "leave", "accounts", "devices", "networks");

  /**
   * What came of it.
   *
   * @param taken how many rows of each list that was read
   * @param refusals in the order of the lists and their lines
   */
  public record Result(
      Directory directory, Networks networks, Map<String, Integer> taken, List<Refusal> refusals) {
    /** Lists that were not given, or of which nothing could be read. */
    public List<String> missing() {
      return LISTS.stream().filter(list -> !taken.containsKey(list)).toList();
    }
  }

  private final List<Refusal> refusals = new ArrayList<>();
  private final Map<String, Site> sites = new LinkedHashMap<>();
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final List<Networks.Range> networks = new ArrayList<>();
  private final Map<String, Integer> taken = new LinkedHashMap<>();

  private DirectoryImport() {}

  /**
   * Reads the lists; a list that is not given is empty.
   *
   * @param lists the texts by name, of {@link #LISTS}
   */
  public static Result of(Map<String, String> lists) {
    DirectoryImport read = new DirectoryImport();
    String wanted = String.join(" ", LISTS);
    lists.keySet().stream()
        .sorted()
        .filter(name -> !LISTS.contains(name))
        .forEach(name -> read.refuse(name, 0, "", name, "is no list", "known are: " + wanted));
    read.each(lists, "sites", read::site);
    read.each(lists, "people", read::person);
    read.each(lists, "leave", read::leave);
    read.each(lists, "accounts", read::account);
    read.each(lists, "devices", read::device);
    read.each(lists, "networks", read::network);
    return new Result(
        new Directory(read.people, read.accounts, read.devices, read.sites),
        Networks.of(read.networks),
        Collections.unmodifiableMap(read.taken),
        List.copyOf(read.refusals));
  }

  /** The header line of a list. */
  public static String columns(String list) {
    return switch (list) {
      case "sites" -> "id,country,zone";
      case "people" -> "id,name,team,manager,site,shifts,ends_on";
      case "leave" -> "person,from,to";
      case "accounts" -> "name,person,use";
      case "devices" -> "id,owner,site";
      case "networks" -> "kind,cidr,name";
      default -> throw new IllegalArgumentException("no list '" + list + "'");
    };
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

  private void each(Map<String, String> lists, String file, Taker taker) {
    String text = lists.getOrDefault(file, "");
    if (text.isBlank()) {
      return;
    }
    CsvTable table = new CsvTable(file, text);
    List<String> wanted = Stream.of(columns(file).split(",", -1)).toList();
    if (!table.header().containsAll(wanted)) {
      String header = String.join(",", table.header());
      refuse(
          file,
          1,
          "",
          header,
          "lacks a column; the whole list was not taken",
          "begin with " + columns(file));
      return;
    }
    refusals.addAll(table.refusals());
    taken.put(file, 0);
    for (CsvTable.Row row : table.rows()) {
      try {
        taker.take(row);
        taken.merge(file, 1, Integer::sum);
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

  private void network(CsvTable.Row row) {
    String kind = row.of("kind").toUpperCase(Locale.ROOT);
    if (Stream.of(Networks.Kind.values()).noneMatch(each -> each.name().equals(kind))) {
      throw new Wrong("kind", "is no kind of network", "write shared_egress, vpn or mobile");
    }
    Networks.Range range =
        new Networks.Range(Networks.Kind.valueOf(kind), row.of("cidr"), row.of("name"));
    try {
      Networks.of(List.of(range));
    } catch (IllegalArgumentException e) {
      throw new Wrong("cidr", "is no range of addresses", "write it like 203.0.113.0/24");
    }
    networks.add(range);
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
