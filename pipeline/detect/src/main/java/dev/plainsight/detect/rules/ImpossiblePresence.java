package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Dimension;
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
 * WF-11: input where nobody can be. On one device: while it is locked, or nobody is logged on. Of
 * one person: in the same minutes on two devices, with none of them used from afar. The sites of
 * the devices are not looked at: two devices are enough, and told as LOW.
 *
 * <pre>
 * state     [ACTIVE ][LOCKED                         ]
 * input      x x x x  p p      x    x    x    x    x
 * odd minutes         ^ the password  ^ 5 within 30 minutes: found
 * </pre>
 */
public final class ImpossiblePresence implements Detector<ImpossiblePresence.State> {
  private static final long MINUTE_MS = 60_000;
  private static final int RESTATED = 5;
  private static final int DEVICES_MAX = 8;

  /**
   * Input on one device.
   *
   * @param minute the last one with input, since 1970
   * @param event the last one with input
   */
  public record Use(String deviceId, long minute, EventRange event) {}

  /**
   * What is remembered between events.
   *
   * @param uses of this person's devices, by the last minute
   * @param minutes odd ones within the window, oldest first, since 1970
   * @param odd how many odd minutes there were since {@code startMs}
   * @param devices on which they were
   */
  public record State(
      List<Use> uses,
      List<Long> minutes,
      long startMs,
      long endMs,
      int odd,
      boolean found,
      boolean remote,
      List<String> devices,
      List<EventRange> events) {}

  @Override
  public String ruleId() {
    return "WF-11";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(List.of(), List.of(), 0, 0, 0, false, false, List.of(), List.of());
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    Presence slice = event.getEvent().getPresence();
    return slice != null && Input.isIn(slice);
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    Presence slice = Objects.requireNonNull(event.getEvent().getPresence());
    boolean person = entity.dimension() == Dimension.PERSON;
    if (!person) {
      return isShut(slice) ? odd(state, entity, event, rule) : Step.quiet(state);
    }
    if (isShut(slice) || slice.getRemoteSession()) {
      return Step.quiet(state);
    }
    State used = used(state, event);
    return isElsewhere(used, event) ? odd(used, entity, event, rule) : Step.quiet(used);
  }

  private static boolean isShut(Presence slice) {
    return slice.getState() == PresenceState.LOCKED || slice.getState() == PresenceState.AWAY;
  }

  private static long minute(IdentifiedEvent event) {
    return Math.floorDiv(event.getEvent().getOccurredAt(), MINUTE_MS);
  }

  /** Remembers the device; those not used in this minute are forgotten. */
  private static State used(State state, IdentifiedEvent event) {
    long minute = minute(event);
    List<Use> uses = new ArrayList<>(state.uses());
    uses.removeIf(use -> use.minute() != minute || use.deviceId().equals(event.getDeviceId()));
    if (uses.size() < DEVICES_MAX) {
      uses.add(new Use(event.getDeviceId(), minute, Ranges.with(List.of(), event).get(0)));
    }
    return new State(
        uses,
        state.minutes(),
        state.startMs(),
        state.endMs(),
        state.odd(),
        state.found(),
        state.remote(),
        state.devices(),
        state.events());
  }

  private static boolean isElsewhere(State state, IdentifiedEvent event) {
    return state.uses().stream().anyMatch(use -> !use.deviceId().equals(event.getDeviceId()));
  }

  private Step<State> odd(State state, Entity entity, IdentifiedEvent event, Rule rule) {
    boolean person = entity.dimension() == Dimension.PERSON;
    double least = rule.threshold(person ? "both_minutes_min" : "locked_minutes_min");
    long minute = minute(event);
    List<Long> minutes = new ArrayList<>(state.minutes());
    minutes.removeIf(each -> each <= minute - rule.threshold("window_minutes"));
    boolean goesOn = !minutes.isEmpty();
    boolean isNew = !minutes.contains(minute);
    if (isNew) {
      minutes.add(minute);
    }
    State next = grown(goesOn ? state : begun(state, minute), minutes, isNew, least, event);
    boolean told = next.found() && isNew && (!state.found() || next.odd() % RESTATED == 0);
    return told ? new Step<>(next, List.of(finding(next, entity, rule))) : Step.quiet(next);
  }

  private State begun(State state, long minute) {
    long startMs = minute * MINUTE_MS;
    return new State(
        state.uses(), List.of(), startMs, startMs, 0, false, false, List.of(), List.of());
  }

  private static State grown(
      State state, List<Long> minutes, boolean isNew, double least, IdentifiedEvent event) {
    List<String> devices = new ArrayList<>(state.devices());
    List<EventRange> events = state.events();
    for (Use use : state.uses()) {
      if (!devices.contains(use.deviceId()) && devices.size() < DEVICES_MAX) {
        devices.add(use.deviceId());
      }
      events = Ranges.spanning(events, List.of(use.event()));
    }
    Presence slice = Objects.requireNonNull(event.getEvent().getPresence());
    return new State(
        state.uses(),
        minutes,
        state.startMs(),
        Math.max(state.endMs(), event.getEvent().getEndedAt()),
        state.odd() + (isNew ? 1 : 0),
        state.found() || minutes.size() >= least,
        state.remote() || slice.getRemoteSession(),
        devices,
        Ranges.spanning(events, event));
  }

  private static Finding finding(State state, Entity entity, Rule rule) {
    boolean person = entity.dimension() == Dimension.PERSON;
    String least = person ? "both_minutes_min" : "locked_minutes_min";
    Draft draft =
        new Draft(rule, entity, "from " + state.startMs())
            .person(person ? entity.key() : user(entity))
            .device(person ? "" : state.events().get(0).deviceId())
            .between(state.startMs(), state.endMs())
            .because(person ? onTwo(state, entity, rule) : whileShut(state, rule))
            .measure("minutes", state.minutes().size(), ">=", least, "min")
            .restsOn(state.events())
            .benign("remote_session", state.remote());
    return person
        ? draft
            .unknown("two_sites", "shared_account", "two_computers_at_one_desk")
            .finding(Severity.LOW)
        : draft.unknown("unlock_tries", "restless_mouse").finding();
  }

  private static String user(Entity entity) {
    return entity.key().substring(0, entity.key().lastIndexOf('@'));
  }

  private static String whileShut(State state, Rule rule) {
    return String.format(
        Locale.ROOT,
        "There was input in %d minutes while the screen was locked or nobody was logged on (rule:"
            + " %.0f minutes within %.0f); typing a password takes one or two.",
        state.odd(),
        rule.threshold("locked_minutes_min"),
        rule.threshold("window_minutes"));
  }

  private static String onTwo(State state, Entity entity, Rule rule) {
    return String.format(
        Locale.ROOT,
        "%s made input on two devices (%s) in the same %d minutes, none of them used from afar"
            + " (rule: %.0f minutes within %.0f). Whether they are at two sites is not known.",
        entity.key(),
        String.join(", ", state.devices()),
        state.odd(),
        rule.threshold("both_minutes_min"),
        rule.threshold("window_minutes"));
  }
}
