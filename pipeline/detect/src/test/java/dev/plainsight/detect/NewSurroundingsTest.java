package dev.plainsight.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known beside the events may change; the findings follow. */
class NewSurroundingsTest {
  private static final Entity LAPTOP = new Entity(Dimension.DEVICE, "laptop-1");
  private static final Surroundings LISTED =
      Surroundings.NONE.with(
          new Directory(
              Map.of(),
              Map.of(),
              Map.of("laptop-1", new Directory.Device("laptop-1", "ada", "lisbon")),
              Map.of()));
  private static final RuleBook BOOK =
      RuleBook.parse(
          """
          XX-01:
            version: 1
            title: A device that nobody listed
            purpose: security
            severity: low
            dimensions: [device]
            thresholds: {}
          """);

  private final Timeline timeline = new Timeline(Dimension.DEVICE, List.of(new Unlisted()), BOOK);
  private final Remembered memory = new Remembered();
  private final List<Finding> told = new ArrayList<>();

  @Test
  void aFindingIsRetractedUnderNewSurroundingsAndComesBackUnderTheOld() {
    timeline.add(memory, LAPTOP, event(1), Surroundings.NONE, told);
    timeline.add(memory, LAPTOP, event(2), Surroundings.NONE, told);
    assertEquals(2, memory.standing().size());

    told.clear();
    timeline.refold(memory, LAPTOP, LISTED, told);
    assertEquals(0, memory.standing().size());
    assertEquals(List.of(2, 2), told.stream().map(Finding::version).toList());
    assertEquals(List.of(true, true), told.stream().map(Finding::retracted).toList());

    told.clear();
    timeline.refold(memory, LAPTOP, Surroundings.NONE, told);
    assertEquals(List.of(3, 3), told.stream().map(Finding::version).toList());
    assertEquals(List.of(false, false), told.stream().map(Finding::retracted).toList());
  }

  @Test
  void theFoldUnderNewSurroundingsIsTheFoldFromTheStart() {
    timeline.add(memory, LAPTOP, event(1), LISTED, told);
    timeline.refold(memory, LAPTOP, Surroundings.NONE, told);
    Remembered fresh = new Remembered();
    timeline.add(fresh, LAPTOP, event(1), Surroundings.NONE, new ArrayList<>());
    assertEquals(fresh.standing(), memory.standing());
  }

  @Test
  void aRuleThatLacksWhatItNeedsIsNamedWithTheReason() {
    List<Detector<?>> rules = List.of(new Unlisted());
    assertEquals(
        List.of(
            new NotTestable("XX-01", "no directory of people, accounts and devices was imported")),
        NotTestable.among(rules, Surroundings.NONE));
    assertEquals(List.of(), NotTestable.among(rules, LISTED));
  }

  private static IdentifiedEvent event(long seq) {
    ActivityEvent event = ActivityEvent.newBuilder().setOccurredAt(seq).setEndedAt(seq).build();
    return new IdentifiedEvent(LAPTOP.key(), 1L, seq, seq, event);
  }

  /** Finds every event of a device that the directory does not list. */
  private static final class Unlisted implements Detector<Unlisted.State> {
    record State() {}

    @Override
    public String ruleId() {
      return "XX-01";
    }

    @Override
    public Class<State> stateType() {
      return State.class;
    }

    @Override
    public State start() {
      return new State();
    }

    @Override
    public boolean concerns(IdentifiedEvent event) {
      return true;
    }

    @Override
    public Set<Aspect> reads() {
      return Set.of(Aspect.DIRECTORY);
    }

    @Override
    public Set<Aspect> needs() {
      return Set.of(Aspect.DIRECTORY);
    }

    @Override
    public Step<State> onEvent(
        State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
      if (around.directory().devices().containsKey(entity.key())) {
        return Step.quiet(state);
      }
      Finding finding =
          new Finding(
              Finding.id(rule.id(), entity.key(), event.getSeq() + ""),
              0,
              false,
              rule.id(),
              rule.version(),
              rule.purpose(),
              rule.severity(),
              entity.dimension(),
              entity.key(),
              "",
              entity.key(),
              "",
              event.getSeq(),
              event.getSeq(),
              "nobody listed it",
              List.of(),
              List.of(),
              List.of());
      return new Step<>(state, List.of(finding));
    }
  }
}
