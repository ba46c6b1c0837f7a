package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.EventOrder;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.surroundings.Aspect;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.scenario.Employee;
import dev.plainsight.scenario.Month;
import dev.plainsight.scenario.Noted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * The folds of a simulated month, a few entities at a time, so that nothing of the others need be
 * remembered: each employee's desk, each employee's accounts, and all that servers see of others.
 * Every entity is in one of them whole.
 */
final class MonthFold {
  /** Which rules under which thresholds. */
  record Book(List<Detector<?>> detectors, RuleBook rules) {
    static Book published() {
      return new Book(List.copyOf(Rules.all()), RuleBook.published());
    }
  }

  private final MonthWorld world;
  private final Book book;

  MonthFold(MonthWorld world, Book book) {
    this.world = world;
    this.book = book;
  }

  /** One employee's own devices. */
  Fold desk(Employee who, Consumer<IdentifiedEvent> also) {
    Fold fold =
        fold((dimension, event) -> dimension != Dimension.ACCOUNT && dimension != Dimension.SOURCE);
    Map<String, Long> next = new HashMap<>();
    Clock clock = new Clock(fold);
    for (int i = 0; i < world.month.days(); i++) {
      List<Noted> day = new ArrayList<>(world.month.day(who, world.month.first().plusDays(i)));
      day.removeIf(noted -> !MonthWorld.isOwn(who, noted.deviceId()));
      day.sort(Month.byEnd());
      for (Noted noted : day) {
        long seq = next.merge(noted.deviceId(), 1L, Long::sum) - 1;
        IdentifiedEvent event =
            new IdentifiedEvent(
                noted.deviceId(), 1L, seq, noted.event().getEndedAt(), noted.event());
        clock.add(event);
        also.accept(event);
      }
    }
    return fold;
  }

  /** One employee's accounts, wherever they are used. */
  Fold accounts(Employee who, List<IdentifiedEvent> atDesk) {
    List<IdentifiedEvent> logons = new ArrayList<>();
    for (IdentifiedEvent event : atDesk) {
      Logon logon = event.getEvent().getLogon();
      if (logon != null && world.isSomebodys(logon.getTargetUser())) {
        logons.add(event);
      }
    }
    for (String account : List.of(who.account(), Month.secondAccount(who))) {
      logons.addAll(world.ofAccount.getOrDefault(account, List.of()));
    }
    return ordered(logons, (dimension, event) -> dimension == Dimension.ACCOUNT);
  }

  /** What servers note, but of employees' accounts. */
  Fold servers(List<IdentifiedEvent> events) {
    return ordered(
        events,
        (dimension, event) ->
            dimension != Dimension.ACCOUNT || !world.isSomebodys(dimension.keyOf(event)));
  }

  /** Events of a desk that were made before. */
  Fold deskAgain(List<IdentifiedEvent> events) {
    return ordered(
        events,
        (dimension, event) -> dimension != Dimension.ACCOUNT && dimension != Dimension.SOURCE);
  }

  private Fold ordered(
      List<IdentifiedEvent> events, BiPredicate<Dimension, IdentifiedEvent> takes) {
    Fold fold = fold(takes);
    Clock clock = new Clock(fold);
    List<IdentifiedEvent> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparing(EventOrder::of));
    sorted.forEach(clock::add);
    return fold;
  }

  private Fold fold(BiPredicate<Dimension, IdentifiedEvent> takes) {
    Surroundings first = world.around.firstEntry().getValue();
    return new Fold(new Fold.Setup(book.detectors(), book.rules(), first, Fold.BUNDLE, takes));
  }

  /** Kinds of entities that a new snapshot of peers folds again. */
  private Set<Dimension> concerned() {
    Set<Dimension> concerned = EnumSet.noneOf(Dimension.class);
    for (Detector<?> detector : book.detectors()) {
      if (detector.reads().contains(Aspect.PEERS)) {
        concerned.addAll(book.rules().rule(detector.ruleId()).dimensions());
      }
    }
    return concerned;
  }

  /** Publishes the surroundings in their time. */
  private final class Clock {
    private final Fold fold;
    private long fromMs = Long.MIN_VALUE;

    Clock(Fold fold) {
      this.fold = fold;
    }

    void add(IdentifiedEvent event) {
      Map.Entry<Long, Surroundings> now = world.around.floorEntry(event.getEvent().getEndedAt());
      if (now.getKey() > fromMs) {
        fromMs = now.getKey();
        fold.surroundedBy(now.getValue(), concerned());
      }
      fold.add(event);
    }
  }

  /** The bytes of each entity's states, as they are at the end. */
  static final class Sizes {
    private final Map<Dimension, List<Integer>> states = new EnumMap<>(Dimension.class);
    private final Map<Dimension, List<Integer>> baselines = new EnumMap<>(Dimension.class);

    void add(Fold fold, List<Detector<?>> detectors) {
      fold.memories()
          .forEach(
              (entity, memory) -> {
                int bytes = 0;
                int usual = 0;
                for (Detector<?> detector : detectors) {
                  Object state = memory.state(detector, Timeline.Mark.HEAD);
                  bytes += StateBytes.of(state);
                  usual += StateBytes.baselines(state);
                }
                list(states, entity.dimension()).add(bytes);
                list(baselines, entity.dimension()).add(usual);
              });
    }

    void add(Sizes more) {
      more.states.forEach((dimension, bytes) -> list(states, dimension).addAll(bytes));
      more.baselines.forEach((dimension, bytes) -> list(baselines, dimension).addAll(bytes));
    }

    private static List<Integer> list(Map<Dimension, List<Integer>> lists, Dimension dimension) {
      return lists.computeIfAbsent(dimension, any -> new ArrayList<>());
    }

    List<Integer> states(Dimension dimension) {
      return list(states, dimension).stream().sorted().toList();
    }

    List<Integer> baselines(Dimension dimension) {
      return list(baselines, dimension).stream().sorted().toList();
    }
  }
}
