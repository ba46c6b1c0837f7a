package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Measure;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;

/** A finding being written: what the rule book says of the rule is filled in. */
final class Draft {
  private final Rule rule;
  private final Entity entity;
  private final String id;
  private final List<Measure> measures = new ArrayList<>();
  private final List<String> benign = new ArrayList<>();
  private List<EventRange> events = List.of();
  private String person = "";
  private String deviceId = "";
  private String context = "";
  private long startedAt;
  private long endedAt;
  private String because = "";

  /**
   * @param anchor tells this episode from the entity's others
   */
  Draft(Rule rule, Entity entity, String anchor) {
    this.rule = rule;
    this.entity = entity;
    // The dimension keeps an account that is called like an address apart from the address.
    this.id = Finding.id(rule.id(), entity.dimension() + ":" + entity.key(), anchor);
  }

  Draft person(String account) {
    this.person = account;
    return this;
  }

  Draft device(String device) {
    this.deviceId = device;
    return this;
  }

  /** What of the entity it is about, for a review to call it expected; see {@link Finding}. */
  Draft context(String what) {
    this.context = what;
    return this;
  }

  Draft between(long startMs, long endMs) {
    this.startedAt = startMs;
    this.endedAt = endMs;
    return this;
  }

  Draft because(String sentence) {
    this.because = sentence;
    return this;
  }

  /** An observed value beside the threshold of that name. */
  Draft measure(String name, double observed, String comparison, String threshold, String unit) {
    measures.add(Measure.of(name, observed, comparison, rule.threshold(threshold), unit));
    return this;
  }

  /** The same beside what is usual for this person; NaN while that is not known. */
  Draft measure(
      String name,
      double observed,
      String comparison,
      String threshold,
      String unit,
      double ownMedian) {
    return measure(name, observed, comparison, threshold, unit, ownMedian, Double.NaN);
  }

  /** The same beside what is usual for this person and the team; NaN while that is not known. */
  Draft measure(
      String name,
      double observed,
      String comparison,
      String threshold,
      String unit,
      double ownMedian,
      double teamMedian) {
    measures.add(
        new Measure(
            name, observed, comparison, rule.threshold(threshold), unit, ownMedian, teamMedian));
    return this;
  }

  Draft restsOn(List<EventRange> ranges) {
    this.events = ranges;
    return this;
  }

  /** What one event says: its account, device, moment and itself. */
  Draft on(IdentifiedEvent event) {
    long atMs = event.getEvent().getOccurredAt();
    return person(Logons.of(event).getTargetUser())
        .device(event.getDeviceId())
        .between(atMs, atMs)
        .restsOn(Ranges.with(List.of(), event));
  }

  /** When, where and what of a spell. */
  Draft on(Spell spell) {
    return device(spell.onlyDevice())
        .between(spell.startMs(), spell.endMs())
        .restsOn(spell.events());
  }

  /** Whether the address is one that many people share, where lists of those were given. */
  Draft sharedOrNot(String address, Surroundings around) {
    return around.has(Aspect.NETWORKS)
        ? benign("shared_egress", around.networks().isShared(address))
        : unknown("shared_egress", "vpn");
  }

  Draft benign(String cause, boolean seen) {
    benign.add(cause + "=" + (seen ? "yes" : "no"));
    return this;
  }

  /** Causes that nothing in the events can tell. */
  Draft unknown(String... causes) {
    for (String cause : causes) {
      benign.add(cause + "=unknown");
    }
    return this;
  }

  Finding finding() {
    return finding(rule.severity());
  }

  Finding finding(Severity severity) {
    return new Finding(
        id,
        0,
        false,
        rule.id(),
        rule.version(),
        rule.purpose(),
        severity,
        entity.dimension(),
        entity.key(),
        person,
        deviceId,
        context,
        startedAt,
        endedAt,
        because,
        List.copyOf(measures),
        List.copyOf(events),
        List.copyOf(benign));
  }
}
