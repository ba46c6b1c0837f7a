package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * WF-10: a program or USB device on the list of tools that feign presence. One finding a tool until
 * it was not seen for {@code again_after_h}.
 */
public final class KnownTool implements Detector<KnownTool.State> {
  private static final int TOOLS_MAX = 16;
  private static final double HOUR_MS = 3_600_000;

  /** One tool, from when it was first seen. */
  public record Sighting(
      String tool,
      String sign,
      boolean certain,
      String anchor,
      long startMs,
      long endMs,
      int times,
      boolean remote,
      List<EventRange> events) {}

  /**
   * What is remembered between events.
   *
   * @param sightings those that go on, the one longest unseen first
   */
  public record State(List<Sighting> sightings) {}

  private final KnownTools tools;

  public KnownTool() {
    this(KnownTools.published());
  }

  KnownTool(KnownTools tools) {
    this.tools = tools;
  }

  @Override
  public String ruleId() {
    return "WF-10";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(List.of());
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    return tools.in(event.getEvent()) != null;
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    KnownTools.Match match = Objects.requireNonNull(tools.in(event.getEvent()));
    long atMs = event.getEvent().getOccurredAt();
    double quietMs = rule.threshold("again_after_h") * HOUR_MS;
    List<Sighting> sightings = new ArrayList<>(state.sightings());
    sightings.removeIf(sighting -> atMs - sighting.endMs() > quietMs);
    Sighting seen = grown(taken(sightings, match, event), event);
    sightings.add(seen);
    if (sightings.size() > TOOLS_MAX) {
      sightings.remove(0);
    }
    return Step.growing(
        new State(sightings), seen.anchor(), () -> finding(seen, entity, event, rule));
  }

  /** Takes the tool's sighting out of the list, or begins one. */
  private static Sighting taken(
      List<Sighting> sightings, KnownTools.Match match, IdentifiedEvent event) {
    for (Sighting sighting : sightings) {
      if (sighting.tool().equals(match.tool())) {
        sightings.remove(sighting);
        return sighting;
      }
    }
    long atMs = event.getEvent().getOccurredAt();
    return new Sighting(
        match.tool(),
        match.sign(),
        match.certain(),
        EventId.of(event).toString(),
        atMs,
        atMs,
        0,
        false,
        List.of());
  }

  private static Sighting grown(Sighting sighting, IdentifiedEvent event) {
    Presence slice = event.getEvent().getPresence();
    return new Sighting(
        sighting.tool(),
        sighting.sign(),
        sighting.certain(),
        sighting.anchor(),
        sighting.startMs(),
        Math.max(sighting.endMs(), event.getEvent().getEndedAt()),
        sighting.times() + 1,
        sighting.remote() || (slice != null && slice.getRemoteSession()),
        Ranges.with(sighting.events(), event));
  }

  private static Finding finding(Sighting seen, Entity entity, IdentifiedEvent event, Rule rule) {
    String because =
        String.format(
            Locale.ROOT,
            "%s was %s: %s (seen %s%s).",
            seen.tool(),
            seen.sign().startsWith("usb") ? "plugged in" : "started",
            seen.sign(),
            seen.times() == 1 ? "once" : seen.times() + " times",
            seen.certain() ? "" : "; it has honest uses too");
    return new Draft(rule, entity, seen.anchor())
        .person(event.getEvent().getUser())
        .device(event.getDeviceId())
        .between(seen.startMs(), seen.endMs())
        .context(seen.tool())
        .because(because)
        .restsOn(seen.events())
        .benign("remote_session", seen.remote())
        .unknown("accessibility_tool", "development_board")
        .finding(seen.certain() ? rule.severity() : Severity.LOW);
  }
}
