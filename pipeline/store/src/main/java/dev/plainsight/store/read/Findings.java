package dev.plainsight.store.read;

import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Severity;
import dev.plainsight.store.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Findings in force: those of the newest version, not retracted. */
public interface Findings {
  /** The most rows {@link #list} gives. */
  int LIST_MAX = 500;

  /** Newest first, at most {@code limit}. */
  List<Found> list(Asked asked, int limit);

  Optional<Found> one(Purpose purpose, String id);

  /** At most 500, in the order they were found. */
  List<Found> since(Purpose purpose, Instant foundAt);

  List<DayCount> days(Asked asked);

  List<PersonFindings> people(Asked asked);

  /** Findings a person and day. */
  List<PersonDay> trend(Asked asked);

  /** Flagged time a person and hour of the reader's day. */
  List<PersonHour> hours(Asked asked);

  static Findings in(Store store) {
    return new StoredFindings(store);
  }

  /** How many findings of a rule began on a day. */
  record DayCount(LocalDate day, String rule, long findings) {}

  /** A person's findings of a range; {@code flaggedMs} counts overlaps once. */
  record PersonFindings(
      String person,
      String name,
      String team,
      List<String> rules,
      long findings,
      Severity severity,
      long flaggedMs,
      long lastAt) {}

  /** Findings of one person that began on a day. */
  record PersonDay(String person, LocalDate day, long findings) {}

  /** Flagged time of one person in an hour of the day, 0 to 23. */
  record PersonHour(String person, int hour, long flaggedMs) {}
}
