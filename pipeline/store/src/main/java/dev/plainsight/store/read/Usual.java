package dev.plainsight.store.read;

import dev.plainsight.store.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * What accounts did on which days: what a snapshot of the usual is counted from. Of each range the
 * beginning is included. Rows are given one by one, in flat memory, in the order of the accounts
 * and then of time.
 */
public interface Usual {
  /**
   * An hour in which an account was logged on to.
   *
   * @param hour its beginning, ms since 1970 UTC
   * @param source the address, or the host's name where there is none; empty: local
   * @param byPerson not by a timer or a service alone
   */
  record WayIn(
      String account,
      long hour,
      String deviceId,
      String sourceIp,
      String source,
      boolean byPerson) {}

  /** A value that an account showed on a day. */
  record Shown(String account, LocalDate day, String value) {}

  /** On how many days an account was at work. */
  record AtWork(String account, long days) {}

  /** From how many sources an account failed in a day, and on how many hosts it got in. */
  record Attempts(String account, LocalDate day, long failingSources, long hosts) {}

  /**
   * What quarters of an hour in which anything was done look like.
   *
   * @param quarters how many there were
   * @param median in the order of {@link #MEASURES}; NaN where not known
   */
  record Quarters(String account, long quarters, List<Double> median) {}

  /**
   * How long a person's longest stretch of active minutes is on a day, by the median.
   *
   * @param days on which any minute was active
   */
  record Stretches(String account, long days, double longestMinutes) {}

  /** What is measured of a quarter of an hour. */
  List<String> MEASURES =
      List.of("pause_cv", "active_share", "delta_entropy", "injected_share", "repeated_share");

  void waysIn(Instant from, Instant to, Consumer<WayIn> each);

  /** Values such as {@code sudo to root}. */
  void elevations(Instant from, Instant to, Consumer<Shown> each);

  /** Values are paths of programs that were started. */
  void programs(Instant from, Instant to, Consumer<Shown> each);

  void atWork(Instant from, Instant to, Consumer<AtWork> each);

  void attempts(Instant from, Instant to, Consumer<Attempts> each);

  void quarters(Instant from, Instant to, Consumer<Quarters> each);

  void stretches(Instant from, Instant to, Consumer<Stretches> each);

  static Usual in(Store store) {
    return new StoredUsual(store);
  }
}
