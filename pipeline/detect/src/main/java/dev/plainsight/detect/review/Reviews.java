package dev.plainsight.detect.review;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reviews in force: of each finding the newest. A function of the set of reviews, whatever the
 * order they come in.
 *
 * <pre>
 * findings      f1          f2   f3               f4
 * review        expected ----------- until |
 *               set aside   (same rule, person,   told again
 *                            context: set aside)
 * </pre>
 */
public final class Reviews {
  /** The later decision; of two at one moment the one with the greater id, on every machine. */
  private static final Comparator<Review> ORDER =
      Comparator.comparingLong(Review::decidedAt).thenComparing(Review::id);

  /** Nobody decided anything. */
  public static final Reviews NONE = of(List.of());

  private final Map<String, Review> byFinding;
  private final Map<String, List<Review>> expected;
  private final Map<Entity, List<EventRange>> foreign;

  private Reviews(
      Map<String, Review> byFinding,
      Map<String, List<Review>> expected,
      Map<Entity, List<EventRange>> foreign) {
    this.byFinding = byFinding;
    this.expected = expected;
    this.foreign = foreign;
  }

  /** Those in force among all that were made. */
  public static Reviews of(Collection<Review> all) {
    Map<String, Review> byFinding = new HashMap<>();
    for (Review review : all) {
      byFinding.merge(review.finding(), review, Reviews::newer);
    }
    Map<String, List<Review>> expected = new HashMap<>();
    Map<Entity, List<EventRange>> foreign = new HashMap<>();
    byFinding.values().stream()
        .sorted(ORDER)
        .forEach(
            review -> {
              if (review.verdict() == Verdict.EXPECTED) {
                expected.computeIfAbsent(review.rule(), rule -> new ArrayList<>()).add(review);
              }
              if (review.verdict().isIncident()) {
                review
                    .concerned()
                    .forEach(
                        entity ->
                            foreign
                                .computeIfAbsent(entity, key -> new ArrayList<>())
                                .addAll(review.events()));
              }
            });
    return new Reviews(byFinding, expected, foreign);
  }

  /** Which of two reviews of one finding is in force. */
  public static Review newer(Review a, Review b) {
    return ORDER.compare(a, b) >= 0 ? a : b;
  }

  /**
   * The review because of which a finding adds no risk: its own, or one of a finding like it that
   * is expected. What its own review says counts before what others expect.
   */
  public Optional<Review> settingAside(Finding finding) {
    Review own = byFinding.get(finding.id());
    if (own != null && own.verdict() != Verdict.NEEDS_REVIEW) {
      return Optional.of(own).filter(review -> review.verdict().setsAside());
    }
    return expected.getOrDefault(finding.rule(), List.of()).stream()
        .filter(
            review ->
                finding.startedAt() >= review.startedAt()
                    && finding.startedAt() < review.untilMs()
                    && review.isLike(finding))
        .findFirst();
  }

  /** Whether the event is part of an incident, and so not of what is usual for this entity. */
  public boolean isForeign(Entity entity, IdentifiedEvent event) {
    if (foreign.isEmpty()) {
      return false;
    }
    for (EventRange range : foreign.getOrDefault(entity, List.of())) {
      if (range.deviceId().equals(event.getDeviceId())
          && range.bootEpoch() == event.getBootEpoch()
          && range.firstSeq() <= event.getSeq()
          && event.getSeq() <= range.lastSeq()) {
        return true;
      }
    }
    return false;
  }
}
