package dev.plainsight.evidence.control;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of one run: the day, whether it was settled, and what the control publishes. All
 * are text, as they are given to the query and printed in the package.
 */
public record Parameters(Map<String, String> values) {
  static final String DAY = "day";
  static final String SETTLED = "settled";

  public Parameters {
    values = new TreeMap<>(values);
  }

  /**
   * The parameters of a day's run.
   *
   * @param published of the control, with their values
   */
  public static Parameters of(Map<String, String> published, LocalDate day, boolean settled) {
    Map<String, String> values = new TreeMap<>(published);
    values.put(DAY, day.toString());
    values.put(SETTLED, settled ? "yes" : "no");
    return new Parameters(values);
  }

  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no parameter '" + name + "' among " + values.keySet());
    }
    return value;
  }

  public LocalDate day() {
    return LocalDate.parse(text(DAY));
  }

  /** Whether late data was no longer awaited. */
  public boolean isSettled() {
    return text(SETTLED).equals("yes");
  }
}
