package dev.plainsight.evidence.verify;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventOrder;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Folding;
import dev.plainsight.detect.Remembered;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.evidence.LateEvent;
import dev.plainsight.evidence.Period;
import dev.plainsight.evidence.pack.PackageBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Folds the enclosed logon events again, by the rules themselves, and compares with the findings.
 * What rests on more than the enclosed events (months of habit, the directory, a database of
 * places) is named in a note and not compared.
 *
 * <pre>
 * enclosed   [margin|========= period =========|margin]
 * compared           findings that began here            and ended before the margin does
 * </pre>
 */
final class FindingsAgain {
  private static final List<Dimension> FOLDED = List.of(Dimension.SOURCE, Dimension.ACCOUNT);
  private static final long MARGIN_MS = PackageBuilder.MARGIN_DAYS * 86_400_000L;
  private final RuleBook rules = RuleBook.published();
  private final Period period;
  private final Set<LateEvent> late;
  private final Verdict.Sink sink;

  FindingsAgain(Period period, List<LateEvent> late, Verdict.Sink sink) {
    this.period = period;
    this.late = new HashSet<>(late);
    this.sink = sink;
  }

  /**
   * Compares.
   *
   * @param findings all versions enclosed
   */
  void check(List<IdentifiedEvent> logons, List<Finding> findings) {
    noteBeyond(findings);
    Map<String, Finding> listed = inForce(findings);
    Map<String, Finding> folded = new HashMap<>();
    FOLDED.forEach(dimension -> fold(dimension, logons, folded));
    long edgeMs = period.wider(PackageBuilder.MARGIN_DAYS).endMs();
    Set<String> ids = new TreeSet<>(listed.keySet());
    ids.addAll(folded.keySet());
    for (String id : ids) {
      Finding stated = listed.get(id);
      Finding made = folded.get(id);
      boolean cut = stated != null && stated.endedAt() >= edgeMs;
      if (stated == null && made != null) {
        fail(made, "holds on the enclosed events, and is not among the findings");
      } else if (stated != null && made == null && !cut) {
        fail(stated, "does not hold on the enclosed events");
      } else if (stated != null && !cut && !stated.as(0, false).equals(made)) {
        fail(stated, "is not what the rule makes of the enclosed events");
      }
    }
  }

  private void noteBeyond(List<Finding> findings) {
    Set<String> beyond = new TreeSet<>();
    findings.stream().map(Finding::rule).filter(FindingsAgain::isBeyond).forEach(beyond::add);
    if (!beyond.isEmpty()) {
      sink.note(
          "findings of "
              + String.join(", ", beyond)
              + " rest on more than the enclosed events and were not folded again");
    }
  }

  /** The newest version of each, without those retracted, of the rules that are folded here. */
  private Map<String, Finding> inForce(List<Finding> findings) {
    Map<String, Finding> newest = new HashMap<>();
    for (Finding finding : findings) {
      newest.merge(finding.id(), finding, (a, b) -> a.version() >= b.version() ? a : b);
    }
    newest
        .values()
        .removeIf(
            finding ->
                finding.retracted()
                    || !FOLDED.contains(finding.dimension())
                    || !period.holds(finding.startedAt())
                    || isBeyond(finding.rule())
                    || !isFoldable(finding));
    return newest;
  }

  /** Rules that look at nothing but events, and at none before the margin. */
  private static List<Detector<?>> foldable() {
    return Rules.all().stream().filter(FindingsAgain::isEnclosed).toList();
  }

  private static boolean isEnclosed(Detector<?> rule) {
    return rule.reads().isEmpty() && rule.reachMs() <= MARGIN_MS;
  }

  private static boolean isBeyond(String ruleId) {
    return Rules.all().stream().anyMatch(rule -> rule.ruleId().equals(ruleId) && !isEnclosed(rule));
  }

  private boolean isFoldable(Finding finding) {
    Rule rule = rules.rule(finding.rule());
    if (rule.version() == finding.ruleVersion()) {
      return true;
    }
    fail(
        finding,
        "was made by version %d of the rule; this verifier has version %d"
            .formatted(finding.ruleVersion(), rule.version()));
    return false;
  }

  private void fold(Dimension dimension, List<IdentifiedEvent> logons, Map<String, Finding> into) {
    Timeline timeline = new Timeline(dimension, foldable(), rules);
    Map<Entity, List<IdentifiedEvent>> byEntity = new HashMap<>();
    for (IdentifiedEvent event : logons) {
      Entity entity = Entity.of(dimension, event);
      if (!entity.key().isEmpty() && timeline.concerns(event) && !isLate(entity, event)) {
        byEntity.computeIfAbsent(entity, key -> new ArrayList<>()).add(event);
      }
    }
    byEntity.forEach((entity, events) -> fold(timeline, entity, events, into));
  }

  private void fold(
      Timeline timeline, Entity entity, List<IdentifiedEvent> events, Map<String, Finding> into) {
    events.sort(Comparator.comparing(EventOrder::of));
    Remembered memory = new Remembered();
    List<Finding> out = new ArrayList<>();
    Folding folding = timeline.folding(memory, entity, Surroundings.NONE, out);
    events.forEach(folding::add);
    folding.finish();
    Map<String, Finding> standing = new TreeMap<>();
    for (Finding finding : out) {
      standing.put(finding.id(), finding);
    }
    for (Finding finding : standing.values()) {
      if (!finding.retracted() && period.holds(finding.startedAt())) {
        into.put(finding.id(), finding.as(0, false));
      }
    }
  }

  private boolean isLate(Entity entity, IdentifiedEvent event) {
    EventId id = EventId.of(event);
    return late.contains(
        new LateEvent(
            id.deviceId(), id.bootEpoch(), id.seq(), entity.dimension().name(), entity.key()));
  }

  private void fail(Finding finding, String what) {
    sink.fail(
        Check.FINDINGS,
        finding.rule() + " on " + finding.entity() + " (" + finding.id() + ") " + what);
  }
}
