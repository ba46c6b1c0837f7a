package dev.plainsight.evidence.control;

import java.util.Comparator;
import java.util.List;

/**
 * What the test of a control found on one day's population.
 *
 * @param population number of items tested: all there are
 * @param detail one sentence, where the state does not speak for itself
 */
public record Result(State state, long population, List<Deviation> deviations, String detail) {
  private static final Comparator<Deviation> ORDER =
      Comparator.comparing(Deviation::subject).thenComparing(Deviation::detail);

  public Result {
    deviations = deviations.stream().distinct().sorted(ORDER).toList();
  }

  /**
   * Deviations decide; of a day that is not settled they may still heal, so they decide nothing.
   */
  static Result of(long population, List<Deviation> deviations, Parameters parameters) {
    if (deviations.isEmpty()) {
      return new Result(State.PASS, population, deviations, "");
    }
    return parameters.isSettled()
        ? new Result(State.EXCEPTION, population, deviations, "")
        : new Result(
            State.NOT_TESTABLE,
            population,
            deviations,
            "the day is not settled: late data may still explain these");
  }
}
