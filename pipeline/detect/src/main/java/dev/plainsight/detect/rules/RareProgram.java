package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A program that the snapshot of peers hardly knows, on a device that is known for long enough:
 * told once a device and program, and again only when it was not started for long. What spreads
 * becomes usual with a later snapshot, and is retracted; what was told is then not remembered
 * either.
 *
 * <pre>
 * starts     x x  x   |12 h without|   x
 * findings   told                      told, as another one
 * </pre>
 */
abstract class RareProgram implements Detector<RareProgram.State> {
  private static final int PROGRAMS_MAX = 50;
  private static final double HOUR_MS = 3_600_000;

  /** The kind of value in the snapshot, and the one that counts days at work. */
  static final String PROGRAM = "program";

  static final String DAY = "day";

  /** A program that was told, and when it was started last. */
  public record Told(String program, long lastMs) {}

  /**
   * What is remembered between events.
   *
   * @param firstMs when the device first started any program; {@link Long#MAX_VALUE} before that
   * @param told the program longest not started first
   */
  public record State(long firstMs, List<Told> told) {}

  @Override
  public final Class<State> stateType() {
    return State.class;
  }

  @Override
  public final State start() {
    return new State(Long.MAX_VALUE, List.of());
  }

  @Override
  public final boolean concerns(IdentifiedEvent event) {
    Process process = event.getEvent().getProcess();
    return process != null
        && process.getAction() == ProcessAction.START
        && !process.getExe().isEmpty();
  }

  /** What to say of a program that is rare; null where it is not, or cannot be told yet. */
  abstract @Nullable Draft rare(
      Draft draft, String program, IdentifiedEvent event, Rule rule, Surroundings around);

  @Override
  public final Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    Process process = Objects.requireNonNull(event.getEvent().getProcess());
    String program = Programs.nameOf(process.getExe());
    long atMs = event.getEvent().getOccurredAt();
    long firstMs = Math.min(state.firstMs(), atMs);
    // Of a device that joins the fleet everything may be new: an image, an operating system.
    boolean learned = atMs - firstMs >= rule.threshold("learning_days") * 24 * HOUR_MS;
    Draft draft =
        learned
            ? rare(
                new Draft(rule, entity, EventId.of(event).toString()), program, event, rule, around)
            : null;
    if (draft == null) {
      return Step.quiet(firstMs == state.firstMs() ? state : new State(firstMs, state.told()));
    }
    boolean goesOn = false;
    List<Told> told = new ArrayList<>();
    for (Told each : state.told()) {
      boolean recent = atMs - each.lastMs() <= rule.threshold("again_after_h") * HOUR_MS;
      boolean same = each.program().equals(program);
      goesOn |= recent && same;
      if (recent && !same) {
        told.add(each);
      }
    }
    told.add(new Told(program, atMs));
    State next =
        new State(
            firstMs,
            List.copyOf(told.subList(Math.max(0, told.size() - PROGRAMS_MAX), told.size())));
    return goesOn ? Step.quiet(next) : new Step<>(next, List.of(told(draft, program, event)));
  }

  private static Finding told(Draft draft, String program, IdentifiedEvent event) {
    Process process = Objects.requireNonNull(event.getEvent().getProcess());
    long atMs = event.getEvent().getOccurredAt();
    return draft
        .person(event.getEvent().getUser())
        .device(event.getDeviceId())
        .between(atMs, atMs)
        .context(program)
        .restsOn(Ranges.with(List.of(), event))
        .benign("signed", !process.getSigner().isEmpty())
        .unknown("roll_out", "update", "own_script")
        .finding();
  }
}
