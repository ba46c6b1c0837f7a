package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.sigma.CorrelationFold;
import dev.plainsight.detect.sigma.SigmaEvent;
import dev.plainsight.detect.sigma.SigmaRule;
import dev.plainsight.detect.sigma.SigmaRules;
import dev.plainsight.detect.sigma.Taxonomy;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SW-05: a Sigma rule matched. One finding a rule and device until it did not match for {@code
 * again_after_h}; one a correlation, group and episode, over the dimension that it groups by. Which
 * rules: those it was made with; others are another detector.
 */
public final class SigmaMatched implements Detector<SigmaMatched.State> {
  /** Its id in the rule book. */
  public static final String RULE = "SW-05";

  private static final int SIGHTINGS_MAX = 32;
  private static final double HOUR_MS = 3_600_000;

  /** One rule's matches in a row. */
  public record Sighting(String rule, String person, Spell spell) {}

  /**
   * What is remembered between events.
   *
   * @param sightings those that go on, the one longest unseen first
   * @param windows of the correlations
   */
  public record State(List<Sighting> sightings, List<CorrelationFold.Window> windows) {}

  /** The rules that are shipped, compiled once. */
  private static final class Published {
    static final SigmaRules RULES = SigmaRules.published();
    static final Taxonomy TAXONOMY = Taxonomy.published();
  }

  /** The event last judged: each dimension asks in turn. */
  private record Judged(EventId id, ActivityEvent of, SigmaEvent event, List<SigmaRule> matches) {}

  private final SigmaRules rules;
  private final Taxonomy taxonomy;
  private final Map<Dimension, CorrelationFold> correlations = new EnumMap<>(Dimension.class);
  private @Nullable Judged last;

  public SigmaMatched() {
    this(Published.RULES, Published.TAXONOMY);
  }

  /** With the rules and names that a policy gives. */
  public SigmaMatched(SigmaRules rules, Taxonomy taxonomy) {
    this.rules = rules;
    this.taxonomy = taxonomy;
    for (Dimension dimension : Dimension.values()) {
      correlations.put(dimension, rules.correlations(dimension));
    }
  }

  @Override
  public String ruleId() {
    return RULE;
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(List.of(), List.of());
  }

  /** Sigma's rules are a policy's, and are not enclosed with evidence. */
  @Override
  public long reachMs() {
    return Timeline.HORIZON_MS;
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return !judged(event).matches().isEmpty();
  }

  private Judged judged(IdentifiedEvent event) {
    EventId id = EventId.of(event);
    Judged before = last;
    if (before != null && before.id().equals(id) && before.of().equals(event.getEvent())) {
      return before;
    }
    SigmaEvent seen = taxonomy.event(event.getDeviceId(), event.getEvent());
    Judged judged = new Judged(id, event.getEvent(), seen, rules.matches(seen));
    last = judged;
    return judged;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    Judged judged = judged(event);
    List<Finding> findings = new ArrayList<>();
    List<Sighting> sightings =
        entity.dimension() == Dimension.DEVICE
            ? seen(state.sightings(), judged, entity, event, rule, findings)
            : state.sightings();
    CorrelationFold.Outcome outcome =
        Objects.requireNonNull(correlations.get(entity.dimension()))
            .next(
                state.windows(),
                new CorrelationFold.Match(
                    judged.id().toString(),
                    event.getEvent().getOccurredAt(),
                    judged.matches().stream().map(SigmaRule::key).toList(),
                    judged.event(),
                    ranges -> Ranges.with(ranges, event)));
    for (CorrelationFold.Window window : outcome.holding()) {
      SigmaRule correlation = Objects.requireNonNull(rules.rule(window.rule()));
      if (rules.isOf(window, entity.dimension()) && isTold(correlation, rule)) {
        findings.add(finding(correlation, window, entity, event, rule));
      }
    }
    return new Step<>(new State(sightings, outcome.windows()), findings);
  }

  private boolean isTold(SigmaRule sigma, Rule rule) {
    return sigma.level().number() >= rule.threshold("level_min") && !rules.isOnlyCounted(sigma);
  }

  private List<Sighting> seen(
      List<Sighting> before,
      Judged judged,
      Entity entity,
      IdentifiedEvent event,
      Rule rule,
      List<Finding> findings) {
    double quietMs = rule.threshold("again_after_h") * HOUR_MS;
    long atMs = event.getEvent().getOccurredAt();
    List<Sighting> sightings = new ArrayList<>(before);
    sightings.removeIf(sighting -> sighting.spell().isOver(atMs, quietMs));
    for (SigmaRule sigma : judged.matches()) {
      if (isTold(sigma, rule)) {
        Sighting sighting = grown(sightings, sigma, event, quietMs);
        sightings.add(sighting);
        findings.add(finding(sigma, sighting, entity, rule));
      }
    }
    return List.copyOf(
        sightings.subList(Math.max(0, sightings.size() - SIGHTINGS_MAX), sightings.size()));
  }

  /** Takes the rule's sighting out of the list and adds the event, or begins one. */
  private static Sighting grown(
      List<Sighting> sightings, SigmaRule sigma, IdentifiedEvent event, double quietMs) {
    for (Sighting sighting : sightings) {
      if (sighting.rule().equals(sigma.key())) {
        sightings.remove(sighting);
        return new Sighting(
            sighting.rule(), sighting.person(), sighting.spell().with(event, quietMs));
      }
    }
    return new Sighting(sigma.key(), person(event), Spell.NONE.with(event, quietMs));
  }

  private static String person(IdentifiedEvent event) {
    Logon logon = event.getEvent().getLogon();
    return logon == null || logon.getTargetUser().isEmpty()
        ? event.getEvent().getUser()
        : logon.getTargetUser();
  }

  private static Finding finding(SigmaRule sigma, Sighting sighting, Entity entity, Rule rule) {
    int times = sighting.spell().times();
    String because =
        "%s matched %s.".formatted(named(sigma), times == 1 ? "once" : times + " times");
    return draft(sigma, entity, rule, sigma.key() + "\n" + sighting.spell().anchor())
        .on(sighting.spell())
        .person(sighting.person())
        .because(because)
        .finding(sigma.level().severity());
  }

  private Finding finding(
      SigmaRule sigma,
      CorrelationFold.Window window,
      Entity entity,
      IdentifiedEvent event,
      Rule rule) {
    String anchor = sigma.key() + "\n" + window.group() + "\n" + window.anchor();
    return draft(sigma, entity, rule, anchor)
        .person(person(entity, event))
        .device(device(entity, window))
        .between(window.startMs(), window.endMs())
        .restsOn(window.events())
        .because(named(sigma) + " matched: " + rules.said(window) + ".")
        .finding(sigma.level().severity());
  }

  /** A source is nobody: the account that it tried last is not whom the finding is about. */
  private static String person(Entity entity, IdentifiedEvent event) {
    return switch (entity.dimension()) {
      case ACCOUNT -> entity.key();
      case SOURCE -> "";
      default -> person(event);
    };
  }

  private static String device(Entity entity, CorrelationFold.Window window) {
    if (entity.dimension() == Dimension.DEVICE) {
      return entity.key();
    }
    List<String> devices = window.events().stream().map(EventRange::deviceId).distinct().toList();
    return entity.dimension() == Dimension.SOURCE && devices.size() == 1 ? devices.get(0) : "";
  }

  private static Draft draft(SigmaRule sigma, Entity entity, Rule rule, String anchor) {
    return new Draft(rule, entity, anchor)
        .context(sigma.key())
        .measure("level", sigma.level().number(), ">=", "level_min", "level")
        .unknown("what_the_rule_names");
  }

  /** The rule as its author would be credited: title, level, author, techniques and id. */
  private static String named(SigmaRule sigma) {
    List<String> facts = new ArrayList<>();
    facts.add(sigma.level().name().toLowerCase(java.util.Locale.ROOT));
    if (!sigma.author().isEmpty()) {
      facts.add("by " + sigma.author());
    }
    facts.addAll(sigma.techniques());
    if (!sigma.key().equals(sigma.title())) {
      facts.add(sigma.key());
    }
    return "The Sigma rule \"%s\" (%s)".formatted(sigma.title(), String.join(", ", facts));
  }
}
