package dev.plainsight.detect.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The promise of every rule: shuffled, repeated and in other batches, the same events leave the
 * same findings standing as their sorted replay.
 */
class ConvergenceProperties {
  private static final int TRIES = 200;

  @Property(tries = TRIES)
  void metronome(@ForAll long seed) {
    converges("WF-01", RandomEvents.presence(new SplittableRandom(seed)), seed);
  }

  @Property(tries = TRIES)
  void slowMetronome(@ForAll long seed) {
    converges("WF-02", RandomEvents.slowPresence(new SplittableRandom(seed)), seed);
  }

  @Property(tries = TRIES)
  void knownTool(@ForAll long seed) {
    converges("WF-10", RandomEvents.programs(new SplittableRandom(seed)), seed);
  }

  @Property(tries = TRIES)
  void bruteForce(@ForAll long seed) {
    converges("AC-01", RandomEvents.logons(new SplittableRandom(seed)), seed);
  }

  @Property(tries = TRIES)
  void guessedPassword(@ForAll long seed) {
    converges("AC-02", RandomEvents.logons(new SplittableRandom(seed)), seed);
  }

  /** A property that holds because nothing is ever found proves nothing. */
  @Property(tries = 1)
  void theRandomEventsDoFireEveryRule() {
    for (Detectable rule : Detectable.values()) {
      AtomicInteger found = new AtomicInteger();
      for (long seed = 0; seed < 20; seed++) {
        List<IdentifiedEvent> events = rule.events(new SplittableRandom(seed));
        found.addAndGet(new Replay(rule.id()).add(Replay.sorted(events)).standing().size());
      }
      assertEquals(true, found.get() >= 10, rule + " found " + found);
    }
  }

  private static void converges(String ruleId, List<IdentifiedEvent> events, long seed) {
    List<Finding> sorted = new Replay(ruleId).add(Replay.sorted(events)).standing();
    SplittableRandom random = new SplittableRandom(seed ^ 0x5EED);
    Replay shuffled = new Replay(ruleId);
    for (List<IdentifiedEvent> batch :
        RandomEvents.batches(RandomEvents.mixed(events, random), random)) {
      shuffled.add(batch);
      if (random.nextInt(3) == 0) {
        shuffled.refold();
      }
    }
    shuffled.refold();
    assertEquals(sorted, shuffled.standing());
  }

  private enum Detectable {
    WF_01,
    WF_02,
    WF_10,
    AC_01,
    AC_02;

    String id() {
      return name().replace('_', '-');
    }

    List<IdentifiedEvent> events(SplittableRandom random) {
      return switch (this) {
        case WF_01 -> RandomEvents.presence(random);
        case WF_02 -> RandomEvents.slowPresence(random);
        case WF_10 -> RandomEvents.programs(random);
        case AC_01, AC_02 -> new ArrayList<>(RandomEvents.logons(random));
      };
    }
  }
}
