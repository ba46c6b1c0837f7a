package dev.plainsight.dashboard.look;

import dev.plainsight.store.AccessRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks of one reader at the same thing on one day, as a sentence: opening a page ten times is one
 * line that says so.
 *
 * @param at the newest of them, ms since 1970 UTC
 * @param subject the account, {@code team <name>} or {@code everyone}
 */
public record Looked(long at, String reader, String role, String subject, String what, int times) {
  private static final Pattern RANGE =
      Pattern.compile("\\?from=(\\d{4}-\\d\\d-\\d\\d)&to=(\\d{4}-\\d\\d-\\d\\d).*");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  /** What two looks share that are told as one. */
  private record Key(LocalDate day, String reader, String role, String subject, String what) {}

  /** Newest first, as the rows come. */
  static List<Looked> of(List<AccessRow> rows, Words words) {
    Map<Key, Looked> told = new LinkedHashMap<>();
    for (AccessRow row : rows) {
      String what = what(row.page(), row.context(), words);
      Key key = new Key(words.dayOf(row.at()), row.reader(), row.role(), row.subject(), what);
      Looked one = new Looked(row.at(), row.reader(), row.role(), row.subject(), what, 1);
      told.merge(key, one, (newest, older) -> newest.again());
    }
    return new ArrayList<>(told.values());
  }

  private Looked again() {
    return new Looked(at, reader, role, subject, what, times + 1);
  }

  private static String what(String page, String context, Words words) {
    return switch (page) {
      case "live" -> "new findings as they came";
      case "today" -> "latest findings on Today";
      case "people" -> "the list of people";
      case "devices" -> "the list of devices";
      case "day" -> "the day " + day(context, words);
      case "unusual" -> "unusual activity" + range(context, words);
      case "access" -> "access anomalies" + range(context, words);
      case "finding", "anomaly" -> "a finding: " + words.rule(context.split(" ", 2)[0]);
      default -> (page + " " + context).strip();
    };
  }

  private static String day(String context, Words words) {
    return DAY.matcher(context).matches() ? words.day(LocalDate.parse(context)) : context;
  }

  private static String range(String context, Words words) {
    Matcher range = RANGE.matcher(context);
    return range.matches()
        ? ", "
            + words.shortDay(LocalDate.parse(range.group(1)))
            + " to "
            + words.shortDay(LocalDate.parse(range.group(2)))
        : "";
  }
}
