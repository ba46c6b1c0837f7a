package dev.plainsight.detect.sigma;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;

/** Parts of a moment as an event spells it: ISO 8601, or a number of seconds or milliseconds. */
final class Moment {
  /** Numbers from here on are milliseconds: as seconds they would be after the year 5138. */
  private static final double MILLIS_FROM = 1e11;

  /** What a time modifier takes of a moment, in the offset it is written with (numbers: UTC). */
  enum Part {
    MINUTE(ChronoField.MINUTE_OF_HOUR),
    HOUR(ChronoField.HOUR_OF_DAY),
    DAY(ChronoField.DAY_OF_MONTH),
    WEEK(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
    MONTH(ChronoField.MONTH_OF_YEAR),
    YEAR(ChronoField.YEAR);

    private final TemporalField field;

    Part(TemporalField field) {
      this.field = field;
    }
  }

  private Moment() {}

  /** The part; NaN where the value is no moment. */
  static double part(Part part, Object value) {
    try {
      return parsed(value).get(part.field);
    } catch (DateTimeException | ArithmeticException e) {
      return Double.NaN;
    }
  }

  private static LocalDateTime parsed(Object value) {
    double number = Comparison.number(value);
    if (!Double.isNaN(number)) {
      long millis = (long) (Math.abs(number) < MILLIS_FROM ? number * 1_000 : number);
      return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }
    String text = value.toString().strip();
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? withT(text) : text;
    return iso.length() == 10
        ? java.time.LocalDate.parse(iso).atStartOfDay()
        : LocalDateTime.from(DateTimeFormatter.ISO_DATE_TIME.parse(iso));
  }

  private static String withT(String text) {
    return text.substring(0, 10) + "T" + text.substring(11).strip();
  }
}
