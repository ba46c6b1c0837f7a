package dev.plainsight.agent.logins;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of syslog, in any of its three coats: {@code Mar 27 13:06:56 host tag[pid]: message},
 * the same with an ISO 8601 stamp, and RFC 5424. Every pattern takes time linear in the line.
 *
 * @param stamp when, perhaps without a year
 * @param tag the program, empty where the line names none
 * @param pid its process id as text, empty where not given
 */
record SyslogLine(Stamp stamp, String host, String tag, String pid, String message) {
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final Pattern CLASSIC =
      Pattern.compile(
          "([A-Z][a-z]{2}) {1,2}(\\d{1,2}) (\\d{2}):(\\d{2}):(\\d{2}) (\\S{1,255}) (.*)");
  private static final Pattern ISO =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\S{8,32}) (\\S{1,255}) (.*)");
  private static final Pattern RFC_5424 =
      Pattern.compile(
          "<\\d{1,3}>1 (\\d{4}-\\S{15,32}) (\\S{1,255}) (\\S{1,48}) (\\S{1,128}) \\S{1,32} (.*)");
  private static final Pattern TAG =
      Pattern.compile("([^\\s:\\[\\]]{1,64})\\]?(?:\\[(\\d{1,10})\\])?: ?(.*)");
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  /** The line; empty where it is none of the three. */
  static Optional<SyslogLine> parse(String line) {
    Matcher classic = CLASSIC.matcher(line);
    if (classic.matches()) {
      return stamp(classic).map(at -> tagged(at, classic.group(6), classic.group(7)));
    }
    Matcher iso = ISO.matcher(line);
    if (iso.matches()) {
      return stamp(iso.group(1)).map(at -> tagged(at, iso.group(2), iso.group(3)));
    }
    Matcher five = RFC_5424.matcher(line);
    return five.matches() ? stamp(five.group(1)).map(at -> structured(at, five)) : Optional.empty();
  }

  private static SyslogLine tagged(Stamp at, String host, String rest) {
    Matcher tag = TAG.matcher(rest);
    return tag.matches()
        ? new SyslogLine(at, host, tag.group(1), orEmpty(tag.group(2)), tag.group(3))
        : new SyslogLine(at, host, "", "", rest);
  }

  private static SyslogLine structured(Stamp at, Matcher line) {
    String rest = line.group(5);
    int dataEnd = rest.startsWith("[") ? rest.indexOf("] ") + 2 : rest.startsWith("- ") ? 2 : 0;
    String pid = line.group(4).equals("-") ? "" : line.group(4);
    return new SyslogLine(at, line.group(2), line.group(3), pid, rest.substring(dataEnd));
  }

  private static Optional<Stamp> stamp(Matcher classic) {
    int month = MONTHS.indexOf(classic.group(1)) + 1;
    int day = Integer.parseInt(classic.group(2));
    int hour = Integer.parseInt(classic.group(3));
    int minute = Integer.parseInt(classic.group(4));
    int second = Math.min(59, Integer.parseInt(classic.group(5)));
    boolean right = month > 0 && day > 0 && day < 32 && hour < 24 && minute < 60;
    return right
        ? Optional.of(new Stamp.Yearless(month, day, hour, minute, second))
        : Optional.empty();
  }

  private static Optional<Stamp> stamp(String iso) {
    try {
      OffsetDateTime at = OffsetDateTime.parse(iso, TIME);
      return Optional.of(new Stamp.Full(at.toInstant().toEpochMilli()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
