package dev.plainsight.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of text under named columns: how a table looks once it is in a package. */
public record Rows(List<String> columns, List<List<String>> rows) {

  /** The table as a CSV file with its header. */
  public String csv() {
    StringBuilder csv = new StringBuilder(Csv.line(columns));
    rows.forEach(row -> csv.append(Csv.line(row)));
    return csv.toString();
  }

  /** Reads a CSV file; a row of another width than the header is refused. */
  public static Rows of(String csv) {
    List<List<String>> all = Csv.rows(csv);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a CSV file without a header");
    }
    List<String> columns = all.get(0);
    List<List<String>> rows = all.subList(1, all.size());
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a CSV row has " + row.size() + " cells; the header has " + columns.size());
      }
    }
    return new Rows(columns, rows);
  }

  /** Each row by its columns' names. */
  public List<Map<String, String>> named() {
    List<Map<String, String>> named = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        cells.put(columns.get(i), row.get(i));
      }
      named.add(cells);
    }
    return named;
  }

  /** The cell of a named row; a column that is not there is named. */
  public static String cell(Map<String, String> row, String column) {
    String cell = row.get(column);
    if (cell == null) {
      throw new IllegalArgumentException("no column '" + column + "' among " + row.keySet());
    }
    return cell;
  }
}
