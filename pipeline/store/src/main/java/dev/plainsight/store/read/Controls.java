package dev.plainsight.store.read;

import dev.plainsight.store.Parameters;
import dev.plainsight.store.Query;
import dev.plainsight.store.Store;
import java.time.LocalDate;
import java.util.List;

/** The results of the daily control tests. */
public interface Controls {
  /** The newest run of each control and day; both ends included. */
  List<Result> history(LocalDate from, LocalDate to);

  /** At most 500. */
  List<Item> exceptions(String control, LocalDate day);

  static Controls in(Store store) {
    return new Stored(store);
  }

  /**
   * A control on a day.
   *
   * @param state pass, exception, not_testable or not_operated
   * @param ranAt ms since 1970 UTC
   */
  record Result(
      String control,
      LocalDate day,
      String state,
      long population,
      long exceptions,
      String detail,
      long ranAt) {}

  /** One item of a population that did not meet the control. */
  record Item(String subject, String detail) {}

  /** Asked of the store. */
  record Stored(Store store) implements Controls {
    private static final Query HISTORY = Query.named(Controls.class, "controls/history");
    private static final Query EXCEPTIONS = Query.named(Controls.class, "controls/exceptions");

    @Override
    public List<Result> history(LocalDate from, LocalDate to) {
      return store.query(
          HISTORY,
          Parameters.none().day("from", from).day("to", to),
          row ->
              new Result(
                  row.text("control"),
                  row.day("day"),
                  row.text("result"),
                  row.number("population"),
                  row.number("exceptions"),
                  row.text("detail"),
                  row.at("ran_at")));
    }

    @Override
    public List<Item> exceptions(String control, LocalDate day) {
      return store.query(
          EXCEPTIONS,
          Parameters.none().text("control", control).day("day", day),
          row -> new Item(row.text("subject"), row.text("detail")));
    }
  }
}
