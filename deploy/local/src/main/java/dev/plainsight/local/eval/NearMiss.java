package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Threshold;
import dev.plainsight.detect.risk.Case;
import dev.plainsight.detect.risk.Cases;
import dev.plainsight.detect.risk.Subject;
import dev.plainsight.scenario.Employee;
import dev.plainsight.scenario.Misdeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a deed was missed: nothing was told of it, and which single threshold would have had to be
 * how much other; or it was told, and the risk did not reach; or others came first that day.
 */
final class NearMiss {
  private static final int HALVINGS = 7;

  /**
   * A rule that would have told.
   *
   * @param wanted the value nearest to the published one at which it tells
   * @param distance share of the range that a policy may set
   */
  private record Near(String rule, String threshold, double wanted, double as, double distance) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s would tell with %s %s (is %s)", rule, threshold, n(wanted), n(as));
    }

    private static String n(double value) {
      return value == Math.rint(value)
          ? Long.toString((long) value)
          : String.format(Locale.ROOT, "%.2f", value);
    }
  }

  private final MonthScore score;

  NearMiss(MonthScore score) {
    this.score = score;
  }

  String of(Misdeed deed) {
    List<Finding> about = score.about(deed);
    if (about.isEmpty()) {
      return "nothing told; " + nearest(deed);
    }
    Set<String> rules =
        about.stream()
            .map(each -> each.rule() + " " + each.severity().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, Finding> byId = score.byId();
    return score.review.seen.stream()
        .filter(look -> MonthReview.isAbout(look.candidate(), deed, byId))
        .min(Comparator.comparingInt(MonthReview.Seen::rank))
        .map(
            look ->
                "told (%s); a case of risk %.0f, number %d that day"
                    .formatted(String.join(", ", rules), look.candidate().risk(), look.rank()))
        .orElseGet(
            () ->
                "told (%s); risk %.0f of %.0f"
                    .formatted(
                        String.join(", ", rules),
                        highest(about),
                        score.book.rules().rule("RK-01").threshold("case_min")));
  }

  /** The risk that its subjects reached, as a case of any size. */
  private double highest(List<Finding> about) {
    Cases any =
        new Cases(
            score
                .book
                .rules()
                .overriddenBy(Map.of("RK-01", Map.of("case_min", 10.0)))
                .rule("RK-01"));
    return about.stream()
        .map(Subject::of)
        .distinct()
        .flatMap(
            subject ->
                any
                    .of(
                        subject,
                        score.findings.stream()
                            .filter(each -> Subject.of(each).equals(subject))
                            .toList(),
                        finding -> false)
                    .stream())
        .filter(each -> about.stream().anyMatch(one -> each.findings().contains(one.id())))
        .mapToDouble(Case::risk)
        .max()
        .orElse(8);
  }

  private String nearest(Misdeed deed) {
    Evidence evidence = new Evidence(deed);
    List<Near> near = new ArrayList<>();
    for (Detector<?> detector : score.book.detectors()) {
      score
          .book
          .rules()
          .published(detector.ruleId())
          .forEach(
              (name, threshold) -> {
                Near found = near(detector, name, threshold, evidence);
                if (found != null) {
                  near.add(found);
                }
              });
    }
    return near.stream()
        .min(Comparator.comparingDouble(Near::distance))
        .map(Near::toString)
        .orElse("no single threshold within its bounds would have any rule tell");
  }

  private @Nullable Near near(
      Detector<?> detector, String name, Threshold threshold, Evidence evidence) {
    double as = score.book.rules().rule(detector.ruleId()).threshold(name);
    Near nearest = null;
    for (double bound : new double[] {threshold.min(), threshold.max()}) {
      if (bound == as || !evidence.tells(detector, name, bound)) {
        continue;
      }
      double silent = as;
      double telling = bound;
      for (int i = 0; i < HALVINGS; i++) {
        double middle = (silent + telling) / 2;
        if (evidence.tells(detector, name, middle)) {
          telling = middle;
        } else {
          silent = middle;
        }
      }
      double distance = Math.abs(telling - as) / (threshold.max() - threshold.min());
      if (nearest == null || distance < nearest.distance()) {
        nearest = new Near(detector.ruleId(), name, telling, as, distance);
      }
    }
    return nearest;
  }

  /** All events that say something of the deed's people and addresses. */
  private final class Evidence {
    private final Misdeed deed;
    private final Employee who;
    private final List<IdentifiedEvent> desk = new ArrayList<>();
    private final List<IdentifiedEvent> servers;

    Evidence(Misdeed deed) {
      this.deed = deed;
      this.who =
          score.world.month.staff().stream()
              .filter(each -> deed.names().contains(each.account()))
              .findFirst()
              .orElseThrow();
      new MonthFold(score.world, new MonthFold.Book(List.of(), score.book.rules()))
          .desk(who, desk::add);
      this.servers = score.world.servers.stream().filter(this::isNamed).toList();
    }

    private boolean isNamed(IdentifiedEvent event) {
      Logon logon = event.getEvent().getLogon();
      return deed.names().contains(event.getEvent().getUser())
          || (logon != null && deed.names().contains(logon.getSourceIp()));
    }

    boolean tells(Detector<?> detector, String threshold, double value) {
      MonthFold fold =
          new MonthFold(
              score.world,
              new MonthFold.Book(
                  List.of(detector),
                  score
                      .book
                      .rules()
                      .overriddenBy(Map.of(detector.ruleId(), Map.of(threshold, value)))));
      return holds(fold.deskAgain(desk))
          || holds(fold.accounts(who, desk))
          || holds(fold.servers(servers));
    }

    private boolean holds(Fold fold) {
      return fold.standing().stream()
          .map(Fold.Told::finding)
          .filter(Objects::nonNull)
          .anyMatch(finding -> MonthReview.isAbout(finding, deed));
    }
  }
}
