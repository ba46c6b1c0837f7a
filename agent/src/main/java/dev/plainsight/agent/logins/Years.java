package dev.plainsight.agent.logins;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Gives the stamps of a log, read in order, their year. A log that passes a new year is seen by its
 * months:
 *
 * <pre>
 * line   Nov  Dec  Dec  Jan  Dec  Jan  Mar
 * year   +0   +0   +0   +1   +0   +1   +1     (a straggler does not turn the year back)
 * </pre>
 */
final class Years {
  /** Lines are out of order by seconds, never by half a year. */
  private static final int TURN_MONTHS_MIN = 6;

  /** The file's time is exact, the log's zone is not known: a day ahead is not the future. */
  private static final long ZONE_MS_MAX = 26 * 3_600_000L;

  private static final int YEARS_BACK_MAX = 40;

  private final int base;
  private final ZoneId zone;
  private int offset;
  private int lastMonth;

  /**
   * Years from a known first one.
   *
   * @param base the year of the first line
   */
  Years(int base, ZoneId zone) {
    this.base = base;
    this.zone = zone;
  }

  /** Milliseconds since 1970; empty for a date that its year does not have. */
  OptionalLong millis(Stamp stamp) {
    if (stamp instanceof Stamp.Full full) {
      return OptionalLong.of(full.ms());
    }
    Stamp.Yearless day = (Stamp.Yearless) stamp;
    return at(day, base + turn(day.month()), zone);
  }

  private int turn(int month) {
    int before = lastMonth;
    if (before - month >= TURN_MONTHS_MIN) {
      offset++;
    }
    boolean isStraggler = before > 0 && month - before >= TURN_MONTHS_MIN && offset > 0;
    if (isStraggler) {
      return offset - 1;
    }
    lastMonth = month;
    return offset;
  }

  private static OptionalLong at(Stamp.Yearless day, int year, ZoneId zone) {
    try {
      LocalDateTime time =
          LocalDateTime.of(year, day.month(), day.day(), day.hour(), day.minute(), day.second());
      return OptionalLong.of(time.atZone(zone).toInstant().toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /** The newest year for a stamp read live: it is not of the future. */
  static OptionalLong live(Stamp stamp, long nowMs, ZoneId zone) {
    if (stamp instanceof Stamp.Full full) {
      return OptionalLong.of(full.ms());
    }
    Stamp.Yearless day = (Stamp.Yearless) stamp;
    int year = Instant.ofEpochMilli(nowMs).atZone(zone).getYear();
    return IntStream.of(year + 1, year, year - 1, year - 2, year - 3, year - 4)
        .mapToObj(any -> at(day, any, zone))
        .filter(at -> at.isPresent() && at.getAsLong() <= nowMs + ZONE_MS_MAX)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  /**
   * Finds the year in which a whole log began: the newest such that no line is newer than the file
   * and every date exists.
   */
  static final class Guess {
    private final long fileMs;
    private final ZoneId zone;
    private final boolean[] fits = new boolean[YEARS_BACK_MAX];
    private final Years[] candidates = new Years[YEARS_BACK_MAX];
    private boolean needed;

    Guess(long fileMs, ZoneId zone) {
      this.fileMs = fileMs;
      this.zone = zone;
      int newest = Instant.ofEpochMilli(fileMs).atZone(zone).getYear() + 1;
      for (int i = 0; i < YEARS_BACK_MAX; i++) {
        fits[i] = true;
        candidates[i] = new Years(newest - i, zone);
      }
    }

    void see(Stamp stamp) {
      if (stamp instanceof Stamp.Full) {
        return;
      }
      needed = true;
      for (int i = 0; i < YEARS_BACK_MAX; i++) {
        OptionalLong at = fits[i] ? candidates[i].millis(stamp) : OptionalLong.empty();
        fits[i] = at.isPresent() && at.getAsLong() <= fileMs + ZONE_MS_MAX;
      }
    }

    /** Empty where no year fits; any year where no line lacks one. */
    OptionalInt year() {
      if (!needed) {
        return OptionalInt.of(Year.from(Instant.ofEpochMilli(fileMs).atZone(zone)).getValue());
      }
      return IntStream.range(0, YEARS_BACK_MAX)
          .filter(i -> fits[i])
          .map(i -> candidates[i].base)
          .findFirst();
    }
  }
}
