package dev.plainsight.detect;

import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.List;

/**
 * Puts what is usual for the person and the team beside what was observed, as it is known when a
 * finding is told. It is no part of the fold: else each day's snapshot would restate every finding
 * that stands.
 */
public final class Beside {
  private Beside() {}

  /** The finding with each median that it lacks and the snapshot of peers has. */
  public static Finding usual(Finding finding, Surroundings around) {
    if (finding.person().isEmpty() || !around.has(Aspect.PEERS)) {
      return finding;
    }
    Peers peers = around.peers();
    String team = around.directory().teamOf(finding.person());
    String own = Peers.person(finding.person());
    List<Measure> measures =
        finding.measures().stream()
            .map(
                each ->
                    each.beside(
                        peers.median(own, finding.rule(), each.name()),
                        team.isEmpty()
                            ? Double.NaN
                            : peers.median(team, finding.rule(), each.name())))
            .toList();
    return measures.equals(finding.measures()) ? finding : finding.with(measures);
  }
}
