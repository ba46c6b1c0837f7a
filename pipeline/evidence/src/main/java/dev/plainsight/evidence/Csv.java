package dev.plainsight.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rows as RFC 4180 lines. A cell that a spreadsheet would run as a formula gets an apostrophe in
 * front, and so does one that begins with an apostrophe: what is written reads back as it was.
 */
public final class Csv {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final String RISKY = "=+-@\t\r\n'";

  private Csv() {}

  /** One line with its end (CR LF). */
  public static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String value) {
    String safe = isRisky(value) ? "'" + value : value;
    boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static boolean isRisky(String value) {
    return !value.isEmpty()
        && RISKY.indexOf(value.charAt(0)) >= 0
        && !NUMBER.matcher(value).matches();
  }

  /** All rows of a text; one that breaks the grammar throws {@link IllegalArgumentException}. */
  public static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    Reader reader = new Reader(text);
    while (reader.hasNext()) {
      rows.add(reader.row());
    }
    return rows;
  }

  /** Walks over one text. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean hasNext() {
      return at < text.length();
    }

    List<String> row() {
      List<String> cells = new ArrayList<>();
      do {
        String cell = at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
        cells.add(plain(cell));
      } while (taken(','));
      if (!taken('\r') || !taken('\n')) {
        throw new IllegalArgumentException("CSV at character " + at + ": a line's end is needed");
      }
      return cells;
    }

    private static String plain(String cell) {
      return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    private String bare() {
      int from = at;
      while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at);
    }

    private String quoted() {
      StringBuilder cell = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '"') {
          cell.append(c);
        } else if (taken('"')) {
          cell.append('"');
        } else {
          return cell.toString();
        }
      }
      throw new IllegalArgumentException("CSV: a quoted cell does not end");
    }

    private boolean taken(char c) {
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }
  }
}
