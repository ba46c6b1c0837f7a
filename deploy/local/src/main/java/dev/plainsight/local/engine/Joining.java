package dev.plainsight.local.engine;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the chunks of a streamed answer join. The engine writes each chunk as a document of its own:
 *
 * <pre>
 * chunks   |head rows ...|head rows ...|head rows|
 * answer   |head rows ...|     rows ...|     rows|
 * </pre>
 *
 * Formats of plain rows join as they are; for those with a head of names it is cut from every chunk
 * but the first. The rest (JSON, Parquet, Pretty, …) cannot be joined: such an answer is gathered.
 */
enum Joining {
  ROWS,
  BINARY_NAMES,
  BINARY_NAMES_AND_TYPES,
  LINE,
  TWO_LINES,
  DOCUMENT;

  private static final Set<String> ROW_FORMATS =
      Set.of(
          "RowBinary",
          "Native",
          "TSV",
          "TabSeparated",
          "TSVRaw",
          "TabSeparatedRaw",
          "Raw",
          "CSV",
          "TSKV",
          "JSONEachRow",
          "JSONLines",
          "NDJSON",
          "JSONStringsEachRow",
          "JSONCompactEachRow",
          "JSONCompactStringsEachRow",
          "LineAsString",
          "RawBLOB",
          "MsgPack",
          "Null");

  // Both change what follows the rows; the word FORMAT where we do not understand it may, too.
  private static final Pattern UNCLEAR =
      Pattern.compile("\\bTOTALS\\b|\\bFORMAT\\b(?!\\s*\\()", Pattern.CASE_INSENSITIVE);

  static Joining of(String sql, String asked) {
    Statement.Tail tail = Statement.tail(sql);
    return UNCLEAR.matcher(tail.before()).find()
        ? DOCUMENT
        : of(tail.format() == null ? asked : tail.format());
  }

  private static Joining of(String format) {
    if (format.equals("RowBinaryWithNames")) {
      return BINARY_NAMES;
    }
    if (format.equals("RowBinaryWithNamesAndTypes")) {
      return BINARY_NAMES_AND_TYPES;
    }
    if (ROW_FORMATS.contains(format)) {
      return ROWS;
    }
    if (ROW_FORMATS.contains(format.replace("WithNamesAndTypes", ""))) {
      return TWO_LINES;
    }
    return ROW_FORMATS.contains(format.replace("WithNames", "")) ? LINE : DOCUMENT;
  }

  /** How many bytes the head takes at the start of {@code chunk}. */
  int headLength(byte[] chunk) {
    return switch (this) {
      case ROWS, DOCUMENT -> 0;
      case LINE -> lines(chunk, 1);
      case TWO_LINES -> lines(chunk, 2);
      case BINARY_NAMES -> strings(chunk, 1);
      case BINARY_NAMES_AND_TYPES -> strings(chunk, 2);
    };
  }

  /** A line ends at a newline outside double quotes (CSV may have one inside a name). */
  private static int lines(byte[] chunk, int count) {
    boolean quoted = false;
    int left = count;
    int at = 0;
    while (at < chunk.length && left > 0) {
      quoted ^= chunk[at] == '"';
      if (chunk[at] == '\n' && !quoted) {
        left--;
      }
      at++;
    }
    return at;
  }

  private static int strings(byte[] chunk, int perColumn) {
    Cursor cursor = new Cursor(chunk);
    for (long left = cursor.number() * perColumn; left > 0; left--) {
      cursor.skip(cursor.number());
    }
    return cursor.at;
  }

  private static final class Cursor {
    private final byte[] bytes;
    private int at;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    /** A LEB128 number. */
    long number() {
      long value = 0;
      int shift = 0;
      while (bytes[at] < 0) {
        value |= (long) (bytes[at++] & 0x7f) << shift;
        shift += 7;
      }
      return value | (long) bytes[at++] << shift;
    }

    void skip(long count) {
      at = Math.addExact(at, Math.toIntExact(count));
    }
  }
}
