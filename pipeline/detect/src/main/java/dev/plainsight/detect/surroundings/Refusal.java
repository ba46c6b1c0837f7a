package dev.plainsight.detect.surroundings;

/**
 * A row of a list that was not taken, or a whole list.
 *
 * @param file such as {@code people}
 * @param line from 1, the header's; 0: the whole list
 * @param column empty: the whole row
 * @param value what stands there
 * @param why it was not taken
 * @param wayOut what to write instead
 */
public record Refusal(
    String file, int line, String column, String value, String why, String wayOut) {
  /** As a line for whoever imports. */
  public String told() {
    String where = column.isEmpty() ? "" : ", column '" + column + "'";
    return "%s, line %d%s: '%s' %s; %s".formatted(file, line, where, value, why, wayOut);
  }
}
