package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.evidence.Rounds;
import dev.plainsight.store.read.Controls.Item;
import java.time.LocalDate;
import java.util.List;

/**
 * What an auditor looks at first: the controls with their state by day, and the packages.
 *
 * @param folder whether a folder of packages is set
 * @param rounds how the daily tests and seals stand
 */
public record EvidencePage(
    LocalDate from,
    LocalDate to,
    List<Line> controls,
    List<Packages.Built> packages,
    boolean folder,
    Rounds.State rounds) {

  /** A control; {@code state} is the newest day's, empty while it was never tested. */
  public record Line(
      String id,
      String title,
      String statement,
      String criteria,
      String state,
      long population,
      long exceptions,
      String detail,
      long ranAt,
      List<Day> days) {}

  /** A control on a day; {@code state} is empty where it was not tested. */
  public record Day(LocalDate day, String state, long exceptions) {}

  /** The exceptions of a control on a day, with pseudonyms. */
  public record Exceptions(Line control, LocalDate day, List<Item> items) {}

  public long withExceptions() {
    return controls.stream().filter(line -> line.state().equals("exception")).count();
  }

  public long tested() {
    return controls.stream().filter(line -> !line.state().isEmpty()).count();
  }
}
