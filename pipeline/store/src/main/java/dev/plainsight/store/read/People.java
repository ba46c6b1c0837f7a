package dev.plainsight.store.read;

import dev.plainsight.store.Parameters;
import dev.plainsight.store.Query;
import dev.plainsight.store.Store;
import java.util.List;

/** The people of the roster. */
public interface People {
  /** By name, at most 5,000; empty texts mean no limit. */
  List<Person> list(String team, String person);

  static People in(Store store) {
    Query list = Query.named(People.class, "people/list");
    return (team, person) ->
        store.query(
            list,
            Parameters.none().text("team", team).text("person", person),
            row ->
                new Person(
                    row.text("person"),
                    row.text("name"),
                    row.text("team"),
                    row.text("site"),
                    row.text("shift_start"),
                    row.text("shift_end"),
                    row.text("time_zone"),
                    List.copyOf(row.<String>list("devices"))));
  }

  /**
   * A person and the devices given to them.
   *
   * @param shiftStart as {@code HH:mm} in the person's own zone; empty where there is none
   * @param zone where the shift's clock runs; empty where the roster does not say
   */
  record Person(
      String account,
      String name,
      String team,
      String site,
      String shiftStart,
      String shiftEnd,
      String zone,
      List<String> devices) {}
}
