package dev.plainsight.local.engine;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One SQL text as the HTTP side has to see it: is it an INSERT whose rows follow, and which format
 * does it name? Everything else is the engine's own parser's to judge.
 *
 * @param sql the statement, in bytes as they came (an inline INSERT may carry binary rows)
 * @param params values of {@code {name:Type}} placeholders, in ClickHouse's escaped text form
 */
record Statement(byte[] sql, String format, Map<String, String> params) {
  private static final String GAP = "(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*+";
  private static final Pattern INSERT =
      Pattern.compile("^" + GAP + "INSERT\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern ROWS_FOLLOW =
      Pattern.compile("\\b(?:FORMAT\\s+(\\w+)|VALUES)\\s*;?\\s*$", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAMED_FORMAT =
      Pattern.compile(
          "\\bFORMAT\\s+(\\w+)\\s*(?:SETTINGS\\b[^')]*)?;?\\s*$", Pattern.CASE_INSENSITIVE);

  private static final Pattern KILL =
      Pattern.compile("^" + GAP + "KILL\\s+QUERY\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern QUERY_ID = Pattern.compile("\\bquery_id\\b");
  private static final Pattern SYNC =
      Pattern.compile("\\bSYNC\\s*;?\\s*$", Pattern.CASE_INSENSITIVE);

  static boolean isInsert(String sql) {
    return INSERT.matcher(sql).find();
  }

  /**
   * The head and the format of an INSERT whose rows come as the body, or null if this is not one:
   *
   * <pre>
   * INSERT INTO t (a, b) FORMAT RowBinary
   * |---- head --------|        |format-|
   * </pre>
   */
  static @Nullable RowsFollow rowsFollow(String sql) {
    Matcher tail = ROWS_FOLLOW.matcher(sql);
    if (!isInsert(sql) || !tail.find()) {
      return null;
    }
    String format = tail.group(1);
    return new RowsFollow(sql.substring(0, tail.start()), format == null ? "Values" : format);
  }

  /** What comes before the format that a SELECT names at its end, and that format. */
  static Tail tail(String sql) {
    Matcher tail = NAMED_FORMAT.matcher(sql);
    return tail.find()
        ? new Tail(sql.substring(0, tail.start()), tail.group(1))
        : new Tail(sql, null);
  }

  /**
   * A KILL QUERY by query id, in terms of the mark that our sessions carry, or null if this is
   * none. The driver sends one for {@code Statement.cancel()}. Never SYNC: the embedded engine then
   * waits for itself.
   */
  static byte @Nullable [] killing(String sql) {
    if (!KILL.matcher(sql).find()) {
      return null;
    }
    String marked = QUERY_ID.matcher(sql).replaceAll("Settings['log_comment']");
    return SYNC.matcher(marked).replaceAll("").getBytes(StandardCharsets.UTF_8);
  }

  record Tail(String before, @Nullable String format) {}

  record RowsFollow(String head, String format) {}
}
