package dev.plainsight.scenario;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Who works where: makes the roster of a fleet. */
final class Office {
  private record Site(String name, String country, ZoneId zone, String network) {}

  private record Team(String name, List<String> roles) {}

  private static final List<Site> SITES =
      List.of(
          new Site("Stockholm", "SE", ZoneId.of("Europe/Stockholm"), "10.10.0."),
          new Site("Toronto", "CA", ZoneId.of("America/Toronto"), "10.20.0."),
          new Site("Singapore", "SG", ZoneId.of("Asia/Singapore"), "10.30.0."));

  private static final List<Team> TEAMS =
      List.of(
          new Team(
              "Engineering", List.of("Lead Engineer", "Engineer", "Engineer", "Test Engineer")),
          new Team("Support", List.of("Head of Support", "Support Agent", "Support Agent")),
          new Team("Finance", List.of("Head of Finance", "Accountant", "Controller")),
          new Team("Sales", List.of("Head of Sales", "Account Manager", "Account Manager")),
          new Team("Design", List.of("Head of Design", "Designer", "Researcher")),
          new Team("Operations", List.of("Head of Operations", "System Administrator", "Buyer")));

  private static final List<String> FIRST =
      List.of(
          "Ada", "Bruno", "Chidi", "Dana", "Elif", "Farid", "Greta", "Hiro", "Ines", "Jonas",
          "Kaja", "Liam", "Mei", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Sven", "Tariq",
          "Uma", "Viktor", "Wanda", "Xiu", "Yara", "Zeno");

  private static final List<String> LAST =
      List.of(
          "Lindqvist",
          "Okafor",
          "Tan",
          "Moreau",
          "Haddad",
          "Novak",
          "Silva",
          "Berg",
          "Kaur",
          "Rossi",
          "Sato",
          "Weiss",
          "Dube",
          "Nilsen",
          "Costa",
          "Park",
          "Ortiz",
          "Bauer",
          "Khan");

  private Office() {}

  /** As many people, the heads of teams first, and after them the shared host. */
  static List<Colleague> roster(long seed, int people) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Colleague> roster = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      roster.add(colleague(i, roster, random));
    }
    roster.add(
        new Colleague(
            Fleet.SERVER,
            "",
            "Shared file server",
            "Operations",
            "Server",
            roster.get(Math.min(5, people - 1)).account(),
            SITES.get(0).name(),
            SITES.get(0).zone(),
            LocalTime.MIN,
            LocalTime.MAX,
            true));
    return List.copyOf(roster);
  }

  private static Colleague colleague(int i, List<Colleague> before, SplittableRandom random) {
    Team team = TEAMS.get(i % TEAMS.size());
    boolean head = i < TEAMS.size();
    Site site = SITES.get(i % 10 < 5 ? 0 : i % 10 < 8 ? 1 : 2);
    String name = FIRST.get(i % FIRST.size()) + " " + LAST.get((i * 7 + i / 26) % LAST.size());
    LocalTime start = LocalTime.of(8, 0).plusMinutes(15L * random.nextInt(7));
    int roles = team.roles().size();
    return new Colleague(
        "lt-%04d".formatted(i + 1),
        name.toLowerCase(Locale.ROOT).replace(' ', '.'),
        name,
        team.name(),
        team.roles().get(head ? 0 : 1 + i / TEAMS.size() % (roles - 1)),
        i == 0 ? "" : before.get(head ? 0 : i % TEAMS.size()).account(),
        site.name(),
        site.zone(),
        start,
        start.plusMinutes(8 * 60 + 30),
        team.name().equals("Support") && !head && i % 4 == 1);
  }

  /** The address from which a colleague reaches the shared host. */
  static String addressOf(Colleague colleague) {
    return siteOf(colleague.site()).network()
        + (10 + Integer.parseInt(colleague.deviceId().substring(3)) % 240);
  }

  /** Where a site lies. */
  static String countryOf(String site) {
    return siteOf(site).country();
  }

  /** Rows of a list of networks: the addresses that the people of a site share. */
  static List<String> egress() {
    return SITES.stream()
        .map(site -> "shared_egress," + site.network() + "0/24,office " + site.name())
        .toList();
  }

  private static Site siteOf(String name) {
    return SITES.stream().filter(site -> site.name().equals(name)).findFirst().orElse(SITES.get(0));
  }
}
