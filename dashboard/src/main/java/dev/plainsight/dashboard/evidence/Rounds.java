package dev.plainsight.dashboard.evidence;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daily round of evidence, without anyone running a command. It is looked at every minute, and
 * begins when it is due and the days before today are at rest in the store: two looks find as many
 * batches. Until then the store may lag behind the log, and a test would accuse devices of what is
 * on its way. After a start the round is due at once, so that none is lost to a restart.
 *
 * <pre>
 * looks    | due  |      |      |      |
 * batches    900    950    950
 *                          ^round, done until the next time of day
 * </pre>
 *
 * A round that fails is tried again at the next look, and {@link #now} says so until it succeeds.
 */
public final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration PATIENCE = Duration.ofHours(2);

  private final Round round;
  private final boolean daily;
  private final LocalTime at;
  private final InstantSource clock;
  private final Instant started;
  private Instant done = Instant.MIN;
  private long arrived = -1;
  private String failure = "";

  public Rounds(Round round, boolean daily, LocalTime at, InstantSource clock) {
    this.round = round;
    this.daily = daily;
    this.at = at;
    this.clock = clock;
    this.started = clock.instant();
  }

  /**
   * How the rounds stand.
   *
   * @param daily false where another program does them
   * @param doneAt when the last one ended, ms since 1970 UTC; 0 for none since the start
   * @param nextAt when the next one is due, ms since 1970 UTC
   * @param problem what an owner should know, as a sentence; empty where all is well
   */
  public record State(boolean daily, long doneAt, long nextAt, String problem) {}

  /** Does the round if it is due and the store is ready; never throws. */
  public synchronized void look() {
    if (!daily || !done.isBefore(lastDue())) {
      return;
    }
    try {
      long now = round.arrivedBefore(today());
      boolean rests = now > 0 && now == arrived;
      arrived = now;
      if (rests) {
        round.run(line -> LOG.info("evidence: {}", line));
        done = clock.instant();
        arrived = -1;
      }
      failure = "";
    } catch (RuntimeException e) {
      failed(Objects.toString(e.getMessage(), e.getClass().getSimpleName()));
    }
  }

  private void failed(String message) {
    if (!message.equals(failure)) {
      LOG.warn("the daily round of evidence failed and is tried again: {}", message);
    }
    failure = message;
  }

  public synchronized State now() {
    return new State(
        daily,
        done.equals(Instant.MIN) ? 0 : done.toEpochMilli(),
        lastDue().plus(Duration.ofDays(1)).toEpochMilli(),
        daily ? problem() : "");
  }

  private String problem() {
    if (!failure.isEmpty()) {
      return "The daily round of evidence failed, and is tried again every minute: " + failure;
    }
    Instant since = lastDue().isAfter(started) ? lastDue() : started;
    boolean overdue = done.isBefore(lastDue()) && clock.instant().isAfter(since.plus(PATIENCE));
    if (overdue && arrived > 0) {
      return "The daily round of evidence is overdue: data of the days before today still"
          + " arrives in the store; see the lag of the pipeline.";
    }
    return "";
  }

  private Instant lastDue() {
    Instant due = today().atTime(at).toInstant(ZoneOffset.UTC);
    return due.isAfter(clock.instant()) ? due.minus(Duration.ofDays(1)) : due;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
