package dev.plainsight.detect.review;

import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.risk.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * A person's decision about one finding. Never overwritten: a change of mind is another review, and
 * the newest of a finding is in force.
 *
 * @param id unique; the same decision sent twice has the same
 * @param finding whose id it is about, in whatever version
 * @param version the version that the reviewer saw
 * @param subject whose case it belongs to
 * @param entity what it was found for, and {@code dimension} what kind that is
 * @param deviceId empty where there are several
 * @param context what it is tied to within the entity: see {@link Finding}
 * @param startedAt when the finding began, ms since 1970 UTC
 * @param untilMs of {@link Verdict#EXPECTED}: findings like it that begin before are expected too,
 *     ms since 1970 UTC; 0 for any other verdict
 * @param reason in the reviewer's words; never empty
 * @param reviewer who decided, by sign-in
 * @param decidedAt ms since 1970 UTC
 * @param events what the finding rested on
 */
public record Review(
    String id,
    String finding,
    int version,
    Purpose purpose,
    String rule,
    Subject subject,
    Dimension dimension,
    String entity,
    String deviceId,
    String context,
    long startedAt,
    Verdict verdict,
    long untilMs,
    String reason,
    String reviewer,
    long decidedAt,
    List<EventRange> events) {
  /** The longest reason, characters. */
  public static final int REASON_MAX = 2_000;

  /** The longest that something may be expected before someone looks again, ms. */
  public static final long EXPECTED_MS_MAX = 366L * 24 * 60 * 60 * 1_000;

  public Review {
    if (reason.isBlank() || reason.length() > REASON_MAX) {
      throw new IllegalArgumentException(
          "a review needs a reason of 1 to " + REASON_MAX + " characters");
    }
    if (reviewer.isBlank()) {
      throw new IllegalArgumentException("a review needs the name of who decided");
    }
    if (verdict == Verdict.EXPECTED) {
      if (untilMs <= decidedAt || untilMs > decidedAt + EXPECTED_MS_MAX) {
        throw new IllegalArgumentException(
            "what is expected needs an end within a year of the decision");
      }
    } else if (untilMs != 0) {
      throw new IllegalArgumentException("only what is expected has an end, not " + verdict);
    }
    events = List.copyOf(events);
  }

  /**
   * A decision about this finding.
   *
   * @throws IllegalArgumentException where the reason or the end of what is expected is missing or
   *     out of bounds; the message tells which
   */
  public static Review of(
      Finding finding,
      String id,
      Verdict verdict,
      long untilMs,
      String reason,
      String reviewer,
      long decidedAt) {
    return new Review(
        id,
        finding.id(),
        finding.version(),
        finding.purpose(),
        finding.rule(),
        Subject.of(finding),
        finding.dimension(),
        finding.entity(),
        finding.deviceId(),
        finding.context(),
        finding.startedAt(),
        verdict,
        untilMs,
        reason,
        reviewer,
        decidedAt,
        finding.events());
  }

  /** Whether a review of this finding speaks of that one too: same rule, person and context. */
  boolean isLike(Finding other) {
    return rule.equals(other.rule())
        && subject.equals(Subject.of(other))
        && context.equals(other.context())
        && (dimension != other.dimension() || entity.equals(other.entity()));
  }

  /** Whose baselines the events of an incident must not shape: the entity's, and the person's. */
  public List<Entity> concerned() {
    List<Entity> concerned = new ArrayList<>();
    concerned.add(new Entity(dimension, entity));
    if (subject.kind() == Subject.Kind.PERSON) {
      concerned.add(new Entity(Dimension.ACCOUNT, subject.key()));
      concerned.add(new Entity(Dimension.PERSON, subject.key()));
      if (!deviceId.isEmpty()) {
        concerned.add(new Entity(Dimension.PERSON_ON_DEVICE, subject.key() + "@" + deviceId));
      }
    }
    return concerned.stream().distinct().toList();
  }
}
