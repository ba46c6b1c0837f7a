package dev.plainsight.jobs;

import static dev.plainsight.jobs.Sender.MONDAY_0900;
import static dev.plainsight.jobs.Sender.failedLogon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What changed thresholds would have found. */
class PreviewTest {
  private static final RuleBook PUBLISHED = RuleBook.published();

  /** Sources that fail 6, 9 and 4 times within a minute. */
  private static List<IdentifiedEvent> events() {
    List<IdentifiedEvent> events = new ArrayList<>();
    burst(events, "198.51.100.6", 6);
    burst(events, "198.51.100.9", 9);
    burst(events, "198.51.100.4", 4);
    return events;
  }

  private static void burst(List<IdentifiedEvent> events, String source, int failures) {
    for (int i = 0; i < failures; i++) {
      events.add(
          new IdentifiedEvent(
              "host-1",
              1L,
              (long) events.size(),
              MONDAY_0900,
              failedLogon(source, "root", 5L * i)));
    }
  }

  @Test
  void aStricterThresholdFindsMoreAndALooserFewer() {
    Preview.Effect stricter = effect("AC-01: {failures_min: 4}");
    assertEquals(2, stricter.before());
    assertEquals(3, stricter.after());
    assertEquals(1, stricter.more().size());
    assertEquals("198.51.100.4", stricter.more().get(0).entity());
    assertEquals(List.of(), stricter.fewer());

    Preview.Effect looser = effect("AC-01: {failures_min: 8}");
    assertEquals(1, looser.after());
    assertEquals(List.of(), looser.more());
    assertEquals("198.51.100.6", looser.fewer().get(0).entity());
    assertEquals(Set.of("root"), looser.people());
  }

  @Test
  void aLongerWindowThatFindsTheSameBurstIsNeitherMoreNorFewer() {
    Preview.Effect longer = effect("AC-01: {window_s: 600}");
    assertEquals(2, longer.after());
    assertTrue(longer.more().isEmpty() && longer.fewer().isEmpty());
  }

  @Test
  void inPartsAndInAnyOrderItIsTheSame() {
    RuleBook changed = PUBLISHED.overriddenBy("AC-01: {failures_min: 4}");
    List<IdentifiedEvent> mixed = events();
    Collections.shuffle(mixed, new Random(3));
    Preview preview = preview(changed);
    Map<String, Preview.Effect> effects = preview.effects();
    for (int part = 0; part < 5; part++) {
      for (IdentifiedEvent event : mixed) {
        preview.add(event, part, 5);
      }
      preview.foldInto(effects);
    }
    assertEquals(Map.of("AC-01", effect("AC-01: {failures_min: 4}")), effects);
  }

  @Test
  void onlyRulesWhoseThresholdsDifferAreAskedFor() {
    assertEquals(Set.of(), Preview.changedRules(PUBLISHED, PUBLISHED));
    assertEquals(
        Set.of("AC-01", "WF-01"),
        Preview.changedRules(
            PUBLISHED,
            PUBLISHED.overriddenBy("{AC-01: {failures_min: 4}, WF-01: {pauses_min: 6}}")));
  }

  private static Preview preview(RuleBook changed) {
    return new Preview(PUBLISHED, changed, Rules.all(), Surroundings.NONE);
  }

  private static Preview.Effect effect(String thresholds) {
    Preview preview = preview(PUBLISHED.overriddenBy(thresholds));
    Map<String, Preview.Effect> effects = preview.effects();
    events().forEach(event -> preview.add(event, 0, 1));
    preview.foldInto(effects);
    Preview.Effect effect = effects.get("AC-01");
    if (effect == null) {
      throw new AssertionError(effects);
    }
    return effect;
  }
}
