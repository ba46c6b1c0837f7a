package dev.plainsight.detect.surroundings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a CSV text (RFC 4180) with a header line, each with the line it begins on. */
final class CsvTable {
  /**
   * One row.
   *
   * @param values by column, stripped
   */
  record Row(int line, Map<String, String> values) {
    String of(String column) {
      return values.getOrDefault(column, "");
    }
  }

  private record Line(int line, List<String> fields) {}

  private final List<String> header;
  private final List<Row> rows = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  CsvTable(String file, String text) {
    List<Line> records = records(text.startsWith("\uFEFF") ? text.substring(1) : text);
    header = records.isEmpty() ? List.of() : records.get(0).fields();
    for (int i = 1; i < records.size(); i++) {
      take(file, records.get(i));
    }
  }

  private void take(String file, Line each) {
    if (each.fields().size() == 1 && each.fields().get(0).isEmpty()) {
      return;
    }
    if (each.fields().size() != header.size()) {
      refusals.add(
          new Refusal(
              file,
              each.line(),
              "",
              String.join(",", each.fields()),
              "has %d fields; the header has %d".formatted(each.fields().size(), header.size()),
              "put a value that holds a comma in double quotes"));
      return;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      values.put(header.get(i), each.fields().get(i));
    }
    rows.add(new Row(each.line(), values));
  }

  List<String> header() {
    return header;
  }

  List<Row> rows() {
    return rows;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  private static List<Line> records(String text) {
    List<Line> records = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int line = 1;
    int begun = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        fields.add(taken(field));
      } else if (c == '\n' && !quoted) {
        fields.add(taken(field));
        records.add(new Line(begun, fields));
        fields = new ArrayList<>();
        begun = ++line;
      } else {
        line += c == '\n' ? 1 : 0;
        field.append(c);
      }
    }
    if (field.length() > 0 || !fields.isEmpty()) {
      fields.add(taken(field));
      records.add(new Line(begun, fields));
    }
    return records;
  }

  private static String taken(StringBuilder field) {
    String value = field.toString().strip();
    field.setLength(0);
    return value;
  }
}
