package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.scenario.Colleague;
import dev.plainsight.scenario.Episode;
import dev.plainsight.scenario.Fleet;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules on a simulated fleet, against its truth: which episodes were found, and which findings
 * belong to none.
 */
final class FleetScore {
  /** By rule: episodes there are, and of them found. */
  record Recall(int there, int found) {
    Recall plus(boolean wasFound) {
      return new Recall(there + 1, found + (wasFound ? 1 : 0));
    }
  }

  /**
   * True of people as they are simulated, and planned as no episode: they leave without locking.
   */
  private static final Set<String> HABITS = Set.of("AC-15");

  private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

  final int people;
  final int days;
  final Map<String, Recall> recalls = new TreeMap<>();
  final List<Finding> unexplained = new ArrayList<>();
  int findings;
  int habits;
  int noise;
  Speed speed = Speed.NONE;

  private FleetScore(int people, int days) {
    this.people = people;
    this.days = days;
  }

  static FleetScore of(int people, int days) {
    FleetScore score = new FleetScore(people, days);
    Fleet fleet = new Fleet(1, people, FIRST, days);
    List<Finding> findings = score.fold(fleet);
    List<Episode> truth = fleet.truth();
    for (Episode episode : truth) {
      if (!episode.rule().isEmpty() && !episode.rule().startsWith("AG")) {
        boolean found =
            findings.stream()
                .anyMatch(
                    finding -> finding.rule().equals(episode.rule()) && isAbout(finding, episode));
        score.recalls.merge(episode.rule(), new Recall(0, 0).plus(found), (a, b) -> a.plus(found));
      }
    }
    findings.stream()
        .filter(finding -> truth.stream().noneMatch(episode -> isAbout(finding, episode)))
        .forEach(finding -> score.tell(finding, fleet));
    score.findings = findings.size();
    return score;
  }

  private void addUnexplained(Finding finding) {
    if (HABITS.contains(finding.rule())) {
      habits++;
    } else {
      unexplained.add(finding);
    }
  }

  /** Device by device: no rule here looks across devices of different people. */
  private List<Finding> fold(Fleet fleet) {
    List<Finding> findings = new ArrayList<>();
    Progress progress = new Progress("fleet", fleet.roster().size());
    for (Colleague colleague : fleet.roster()) {
      Fold fold = new Fold();
      Iterator<ActivityEvent> device =
          fleet.events(
              colleague.deviceId(),
              FIRST.atStartOfDay().toInstant(ZoneOffset.UTC),
              FIRST.plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC));
      device.forEachRemaining(event -> fold.add(colleague.deviceId(), event));
      fold.standing().forEach(told -> findings.add(told.finding()));
      speed = speed.plus(fold.speed());
      progress.step();
    }
    return findings;
  }

  /** The model's internet knocks at accounts that nobody has, day and night. */
  private void tell(Finding finding, Fleet fleet) {
    boolean nobodys =
        fleet.roster().stream()
            .noneMatch(colleague -> colleague.account().equals(finding.entity()));
    if (finding.rule().equals("AC-04") && nobodys) {
      noise++;
    } else {
      addUnexplained(finding);
    }
  }

  private static boolean isAbout(Finding finding, Episode episode) {
    boolean meets =
        finding.startedAt() <= episode.to().toEpochMilli()
            && episode.from().toEpochMilli() <= finding.endedAt();
    boolean same =
        finding.entity().equals(episode.who())
            || finding.entity().equals(episode.deviceId())
            || finding.person().equals(episode.who())
            || (finding.deviceId().equals(episode.deviceId()) && finding.entity().contains("@"));
    // A guessed account is told of too, beside the source that guessed it.
    boolean guessed = episode.kind().equals("guessed password") && finding.rule().equals("AC-02");
    return meets && (same || guessed);
  }
}
