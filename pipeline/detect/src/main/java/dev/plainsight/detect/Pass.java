package dev.plainsight.detect;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a timeline in the middle of a fold of one entity: states and findings stay here
 * until they are asked for. A finding that grew with each of a thousand events is written once.
 */
final class Pass {
  /** One rule of a timeline. */
  record Lane<S>(Detector<S> detector, Rule rule) {}

  private final Timeline.Memory memory;
  private final Entity entity;
  private final Surroundings around;
  private final List<Running<?>> rules = new ArrayList<>();

  /**
   * @param from where the states come from, each when its rule first needs it
   */
  Pass(
      List<Lane<?>> lanes,
      Timeline.Memory memory,
      Timeline.Mark from,
      Entity entity,
      Surroundings around) {
    this.memory = memory;
    this.entity = entity;
    this.around = around;
    lanes.forEach(lane -> rules.add(running(lane, from)));
  }

  private <S> Running<S> running(Lane<S> lane, Timeline.Mark from) {
    return new Running<>(lane, from);
  }

  void step(IdentifiedEvent event) {
    boolean foreign = around.reviews().isForeign(entity, event);
    for (Running<?> rule : rules) {
      rule.step(event, foreign);
    }
  }

  /** Writes the findings told since the last time, each once, in its newest form. */
  void write(Consumer<Finding> out) {
    for (Running<?> rule : rules) {
      rule.write(out);
    }
  }

  /** Keeps the states that any event changed so far. */
  void keep(Timeline.Mark at) {
    for (Running<?> rule : rules) {
      rule.keep(at);
    }
  }

  private final class Running<S> {
    private final Lane<S> lane;
    private final Timeline.Mark from;
    private final Map<String, Telling> told = new LinkedHashMap<>();
    private @Nullable S state;
    private boolean moved;

    Running(Lane<S> lane, Timeline.Mark from) {
      this.lane = lane;
      this.from = from;
    }

    void step(IdentifiedEvent event, boolean foreign) {
      Detector<S> detector = lane.detector();
      if (detector.concerns(event)) {
        S before = state == null ? kept() : state;
        Step<S> step = detector.onEvent(before, entity, event, lane.rule(), around);
        state = foreign ? detector.untaught(before, step.next()) : step.next();
        moved = true;
        for (Telling telling : step.tellings()) {
          told.put(telling.key(), telling);
        }
      }
    }

    private S kept() {
      S kept = memory.state(lane.detector(), from);
      return kept == null ? lane.detector().start() : kept;
    }

    void write(Consumer<Finding> out) {
      told.values().forEach(telling -> out.accept(telling.finding()));
      told.clear();
    }

    void keep(Timeline.Mark at) {
      if (moved && state != null) {
        memory.state(lane.detector(), at, state);
      }
    }
  }
}
