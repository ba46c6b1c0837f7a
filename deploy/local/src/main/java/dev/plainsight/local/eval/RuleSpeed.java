package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.scenario.Colleague;
import dev.plainsight.scenario.Fleet;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * How many events a second one core folds: over and over the same events into fresh memories, after
 * some seconds of warming up.
 */
final class RuleSpeed {
  private static final long WARM_UP_NS = 6_000_000_000L;
  private static final long MEASURED_NS = 4_000_000_000L;
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

  /** A fleet's events of one kind. */
  private final List<IdentifiedEvent> presence;

  private final List<IdentifiedEvent> logons;

  private RuleSpeed(List<IdentifiedEvent> presence, List<IdentifiedEvent> logons) {
    this.presence = presence;
    this.logons = logons;
  }

  /** On the events of a simulated fleet, its shared host among them. */
  static RuleSpeed ofFleet(int people, int days) {
    Fleet fleet = new Fleet(1, people, FIRST, days);
    List<IdentifiedEvent> presence = new ArrayList<>();
    List<IdentifiedEvent> logons = new ArrayList<>();
    for (Colleague colleague : fleet.roster()) {
      Iterator<ActivityEvent> device =
          fleet.events(
              colleague.deviceId(),
              FIRST.atStartOfDay().toInstant(ZoneOffset.UTC),
              FIRST.plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC));
      for (long seq = 0; device.hasNext(); seq++) {
        ActivityEvent event = device.next();
        IdentifiedEvent known =
            new IdentifiedEvent(colleague.deviceId(), 1L, seq, event.getEndedAt(), event);
        if (event.getPresence() != null) {
          presence.add(known);
        } else if (event.getLogon() != null) {
          logons.add(known);
        }
      }
    }
    return new RuleSpeed(presence, logons);
  }

  /** The work-faking rules on presence. */
  Speed presence() {
    return of(presence, rules("WF"));
  }

  /** All rules but SW-05 on presence. */
  Speed presenceByAll() {
    return of(presence, rules(id -> !id.equals("SW-05")));
  }

  /** The access rules on logons. */
  Speed logons() {
    return of(logons, rules("AC"));
  }

  /** SW-05 alone, with the Sigma rules that are shipped, on presence. */
  Speed sigmaOnPresence() {
    return of(presence, rules("SW-05"));
  }

  Speed sigmaOnLogons() {
    return of(logons, rules("SW-05"));
  }

  static List<Detector<?>> rules(String prefix) {
    return rules(id -> id.startsWith(prefix));
  }

  private static List<Detector<?>> rules(Predicate<String> id) {
    return Rules.all().stream()
        .<Detector<?>>map(rule -> rule)
        .filter(rule -> id.test(rule.ruleId()))
        .toList();
  }

  static Speed of(List<IdentifiedEvent> events, List<Detector<?>> rules) {
    passes(events, rules, WARM_UP_NS);
    return passes(events, rules, MEASURED_NS);
  }

  private static Speed passes(List<IdentifiedEvent> events, List<Detector<?>> rules, long cpuNs) {
    Speed speed = Speed.NONE;
    while (speed.cpuNs() < cpuNs) {
      Fold fold = new Fold(Fold.Setup.of(rules, Surroundings.NONE));
      events.forEach(fold::add);
      fold.standing();
      speed = speed.plus(fold.speed());
    }
    return speed;
  }
}
