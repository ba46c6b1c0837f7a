package dev.plainsight.detect.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The promise of {@link ConvergenceProperties} for the access rules, which know more than events:
 * whatever the order, and whenever the surroundings became known, the same findings stand. Learning
 * is cut short, so that a week of random events can fire each.
 */
class AccessProperties {
  /** The rules that read surroundings or habits, or are beside those that do. */
  static final List<String> RULES =
      List.of(
          "AC-03", "AC-04", "AC-05", "AC-06", "AC-07", "AC-08", "AC-09", "AC-10", "AC-11", "AC-12",
          "AC-13", "AC-14", "SW-01", "SW-02");

  private static final RuleBook IMPATIENT =
      RuleBook.published()
          .overriddenBy(
              Map.of(
                  "AC-03", Map.of("accounts_min", 3.0, "learning_days", 2.0),
                  "AC-04", Map.of("sources_min", 3.0, "sources_new_min", 3.0, "learning_days", 2.0),
                  "AC-05", Map.of("learning_days", 0.0),
                  "AC-06", Map.of("learning_days", 0.0),
                  "AC-07", Map.of("learning_days", 0.0, "days_min", 1.0, "bits_min", 5.0),
                  "AC-08", Map.of("learning_days", 1.0, "hours_min", 5.0, "bits_min", 7.5),
                  "AC-09", Map.of("days_min", 1.0),
                  "AC-10", Map.of("learning_days", 1.0, "hosts_min", 3.0, "hosts_new_min", 5.0),
                  "AC-11", Map.of("learning_days", 0.0, "days_min", 1.0, "bits_min", 5.0)))
          .overriddenBy(
              Map.of("SW-01", Map.of("learning_days", 0.0), "SW-02", Map.of("learning_days", 0.0)));

  @Property(tries = ConvergenceProperties.CASES_A_RULE)
  void theOrderOfArrivalDoesNotMatter(@ForAll long seed) {
    for (String rule : RULES) {
      List<IdentifiedEvent> events = events(rule, seed);
      Replay shuffled = new Replay(rule, IMPATIENT, RandomLogons.AROUND);
      arrive(shuffled, events, seed);
      Replay bundled = new Replay(rule, IMPATIENT, RandomLogons.AROUND);
      SplittableRandom random = new SplittableRandom(seed ^ 0x5EED);
      RandomEvents.batches(RandomEvents.mixed(events, random), random).forEach(bundled::addBundle);
      List<Finding> expected = sorted(rule, events);
      assertEquals(expected, shuffled.standing(), rule);
      assertEquals(expected, bundled.standing(), rule);
    }
  }

  @Property(tries = ConvergenceProperties.CASES_A_RULE)
  void whenTheSurroundingsBecomeKnownDoesNotMatter(@ForAll long seed) {
    for (String rule : RULES) {
      List<IdentifiedEvent> events = events(rule, seed);
      int known = new SplittableRandom(seed).nextInt(events.size());
      Replay late = new Replay(rule, IMPATIENT, Surroundings.NONE);
      late.add(Replay.sorted(events).subList(0, known));
      late.surroundedBy(RandomLogons.AROUND);
      late.add(Replay.sorted(events).subList(known, events.size()));
      assertEquals(sorted(rule, events), late.standing(), rule);
    }
  }

  /** A property that holds because nothing is ever found proves nothing. */
  @Property(tries = 1)
  void theRandomEventsDoFireEveryRule() {
    for (String rule : RULES) {
      int found = 0;
      for (long seed = 0; seed < 20; seed++) {
        found += sorted(rule, events(rule, seed)).size();
      }
      assertTrue(found >= 10, rule + " found " + found);
    }
  }

  private static List<IdentifiedEvent> events(String rule, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return rule.startsWith("SW") ? RandomDevice.programs(random) : RandomLogons.of(random);
  }

  private static List<Finding> sorted(String rule, List<IdentifiedEvent> events) {
    return new Replay(rule, IMPATIENT, RandomLogons.AROUND).add(Replay.sorted(events)).standing();
  }

  private static void arrive(Replay replay, List<IdentifiedEvent> events, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x5EED);
    for (List<IdentifiedEvent> batch :
        RandomEvents.batches(RandomEvents.mixed(events, random), random)) {
      replay.add(batch);
      if (random.nextInt(3) == 0) {
        replay.refold();
      }
    }
    replay.refold();
  }
}
