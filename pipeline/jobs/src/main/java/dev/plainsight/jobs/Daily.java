package dev.plainsight.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The pipeline's daily clock. A day begins at a fixed time, UTC; each task is done once in it, as
 * soon as the clock runs: what was missed while the program was down is made up, of several missed
 * days the newest. A task that fails is logged and tried again; the others do not wait for it.
 *
 * <pre>
 * at 02:30    |       day 1       |       day 2       |
 * program     [ up ]  x  fails [ down       up ....
 *               done      logged            ^ day 2 is made up
 * </pre>
 */
final class Daily {
  /** From one look at the tasks to the next. */
  static final Duration ROUND = Duration.ofMinutes(1);

  private final LocalTime at;
  private final List<DailyTask> tasks;
  private final Consumer<String> log;
  private final Map<String, String> troubles = new HashMap<>();
  private final Thread clock = new Thread(this::run, "daily");

  /**
   * A clock that stands still until {@link #start}.
   *
   * @param at when the day begins, UTC
   * @param log takes a line for what was done, and for a trouble once while it lasts
   */
  Daily(LocalTime at, List<DailyTask> tasks, Consumer<String> log) {
    this.at = at;
    this.tasks = List.copyOf(tasks);
    this.log = log;
  }

  /** Runs rounds for as long as the program lasts, which does not wait for it at its end. */
  void start() {
    clock.setDaemon(true);
    clock.start();
  }

  private void run() {
    try {
      while (true) {
        round(Instant.now());
        Thread.sleep(ROUND.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is due at that moment and not done. */
  void round(Instant now) {
    LocalDate day = dayOf(now);
    for (DailyTask task : tasks) {
      try {
        if (!task.isDone(day)) {
          task.run(day);
          log.accept("daily " + task.name() + ": done for " + day);
        }
        troubles.remove(task.name());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception e) {
        trouble(task, e + "");
      }
    }
  }

  private void trouble(DailyTask task, String what) {
    if (!what.equals(troubles.put(task.name(), what))) {
      log.accept(
          "daily " + task.name() + ": " + what + "; tried again every " + ROUND.toSeconds() + " s");
    }
  }

  /** The day that has begun last. */
  private LocalDate dayOf(Instant now) {
    return now.atOffset(ZoneOffset.UTC).minusNanos(at.toNanoOfDay()).toLocalDate();
  }
}
