package dev.plainsight.jobs;

import java.time.LocalDate;

/** A thing that the pipeline does once a day, beside the stream. */
interface DailyTask {
  /** As the log calls it, such as {@code peers}. */
  String name();

  /**
   * Whether the day's work can be seen to be done, whoever did it: a restart does nothing twice.
   * Asked in each round, so it is cheap.
   */
  boolean isDone(LocalDate day) throws Exception;

  /** Does the day's work; what fails is tried again in the next round. */
  void run(LocalDate day) throws Exception;
}
