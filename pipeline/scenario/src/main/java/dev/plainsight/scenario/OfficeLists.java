package dev.plainsight.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A fleet's office as its own departments would list it: CSV texts that a directory is made of. */
public final class OfficeLists {
  private OfficeLists() {}

  /**
   * The lists of this roster by name; nobody is on leave, and all leave their offices by one
   * address each.
   */
  public static Map<String, String> of(List<Colleague> roster) {
    List<Colleague> people = roster.stream().filter(each -> !each.account().isEmpty()).toList();
    Map<String, String> lists = new LinkedHashMap<>();
    lists.put("sites", csv("id,country,zone", sites(roster)));
    lists.put(
        "people",
        csv("id,name,team,manager,site,shifts,ends_on", rows(people, OfficeLists::person)));
    lists.put("leave", csv("person,from,to", List.of()));
    lists.put(
        "accounts",
        csv(
            "name,person,use",
            rows(people, each -> each.account() + "," + each.account() + ",person")));
    lists.put(
        "devices",
        csv(
            "id,owner,site",
            rows(roster, each -> each.deviceId() + "," + each.account() + "," + each.site())));
    lists.put("networks", csv("kind,cidr,name", rows(Office.egress(), Function.identity())));
    return lists;
  }

  private static String csv(String header, List<String> rows) {
    return rows.stream().collect(Collectors.joining("\n", header + "\n", "\n"));
  }

  private static <R> List<String> rows(List<R> of, Function<R, String> row) {
    return of.stream().map(row).toList();
  }

  private static List<String> sites(List<Colleague> roster) {
    return List.copyOf(
        new TreeSet<>(
            rows(
                roster,
                each ->
                    each.site()
                        + ","
                        + Office.countryOf(each.site())
                        + ","
                        + each.zone().getId())));
  }

  private static String person(Colleague each) {
    String shifts =
        (each.weekend() ? "Sat-Wed " : "Mon-Fri ") + each.shiftStart() + "-" + each.shiftEnd();
    return String.join(
        ",",
        each.account(),
        each.displayName(),
        each.team(),
        each.manager(),
        each.site(),
        shifts,
        "");
  }
}
