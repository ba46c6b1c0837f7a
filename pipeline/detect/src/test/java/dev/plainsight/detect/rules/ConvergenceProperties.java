package dev.plainsight.detect.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.RuleBook;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The promise of every rule: shuffled, repeated and in other batches, the same events leave the
 * same findings standing as their sorted replay.
 */
class ConvergenceProperties {
  static final int CASES_A_RULE = 1_000;

  /**
   * Lower than published, within their bounds: small inputs fire, and more of them fit a minute.
   */
  private static final RuleBook RULES =
      RuleBook.published()
          .overriddenBy(
              Map.of(
                  "WF-08", Map.of("minutes_min", 60.0),
                  "WF-09", Map.of("hours_min", 1.0),
                  "WF-11", Map.of("both_minutes_min", 5.0)));

  /** Random events for each rule that folds events. */
  private static final Map<String, Function<SplittableRandom, List<IdentifiedEvent>>> SOURCES =
      new TreeMap<>(
          Map.ofEntries(
              source("WF-01", RandomEvents::presence),
              source("WF-02", RandomEvents::slowPresence),
              source("WF-03", random -> RandomDesk.mostly(RandomDesk.Kind.MOVES, random)),
              source("WF-04", random -> RandomDesk.mostly(RandomDesk.Kind.CLICKS, random)),
              source("WF-05", random -> RandomDesk.mostly(RandomDesk.Kind.ONE_KEY, random)),
              source("WF-06", random -> RandomDesk.mostly(RandomDesk.Kind.FLAT, random)),
              source("WF-07", random -> RandomDesk.mostly(RandomDesk.Kind.INJECTED, random)),
              source("WF-08", RandomDesk::steady),
              source("WF-09", RandomDesk::steady),
              source("WF-10", RandomEvents::programs),
              source(
                  "WF-11",
                  random ->
                      random.nextInt(2) == 0
                          ? RandomDesk.twoDevices(random)
                          : RandomDesk.mostly(RandomDesk.Kind.LOCKED, random)),
              source("AC-01", RandomEvents::logons),
              source("AC-02", RandomEvents::logons),
              source("AC-15", random -> RandomDesk.mostly(RandomDesk.Kind.IDLE, random)),
              source("SW-03", RandomDevice::programs),
              source("SW-04", RandomDevice::storage),
              source("SW-05", RandomDevice::sigma),
              source("AG-04", RandomDevice::agent),
              source("AG-05", RandomDevice::agent),
              source("AG-06", RandomDevice::agent),
              source("AG-07", RandomDevice::agent)));

  @Property(tries = CASES_A_RULE)
  void everyRuleConverges(@ForAll long seed) {
    SOURCES.keySet().forEach(rule -> converges(rule, seed));
  }

  @Example
  void everyRuleThatFoldsEventsIsTried() {
    Set<String> tried = new TreeSet<>(SOURCES.keySet());
    tried.addAll(AccessProperties.RULES);
    assertEquals(
        Rules.all().stream().map(Detector::ruleId).collect(Collectors.toCollection(TreeSet::new)),
        tried);
  }

  /** A property that holds because nothing is ever found proves nothing. */
  @Example
  void theRandomEventsDoFireEveryRule() {
    for (String rule : SOURCES.keySet()) {
      int found = 0;
      for (long seed = 0; seed < 20; seed++) {
        found += standing(rule, Replay.sorted(events(rule, seed))).size();
      }
      assertTrue(found >= 10, rule + " found " + found);
    }
  }

  private static Map.Entry<String, Function<SplittableRandom, List<IdentifiedEvent>>> source(
      String rule, Function<SplittableRandom, List<IdentifiedEvent>> events) {
    return Map.entry(rule, events);
  }

  private static List<IdentifiedEvent> events(String rule, long seed) {
    return Objects.requireNonNull(SOURCES.get(rule), rule).apply(new SplittableRandom(seed));
  }

  private static void converges(String rule, long seed) {
    List<IdentifiedEvent> events = events(rule, seed);
    SplittableRandom random = new SplittableRandom(seed ^ 0x5EED);
    Replay shuffled = new Replay(rule, RULES);
    Replay bundled = new Replay(rule, RULES);
    for (List<IdentifiedEvent> batch :
        RandomEvents.batches(RandomEvents.mixed(events, random), random)) {
      shuffled.add(batch);
      bundled.addBundle(batch);
      if (random.nextInt(3) == 0) {
        shuffled.refold();
      }
    }
    shuffled.refold();
    List<Finding> expected = standing(rule, Replay.sorted(events));
    assertEquals(expected, shuffled.standing(), rule);
    assertEquals(expected, bundled.standing(), rule);
  }

  private static List<Finding> standing(String rule, List<IdentifiedEvent> events) {
    return new Replay(rule, RULES).add(events).standing();
  }
}
