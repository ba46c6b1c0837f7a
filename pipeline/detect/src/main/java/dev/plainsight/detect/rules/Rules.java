package dev.plainsight.detect.rules;

import dev.plainsight.detect.Detector;
import java.util.List;

/**
 * The code of every rule that folds events. {@link Silence} (AG-01), {@link SequenceLedger} (AG-02)
 * and {@link RefusedBatches} (AG-03) are not among them: they fold arrivals and batches.
 */
public final class Rules {
  private Rules() {}

  /** All detectors, in the order of the rule book; of Sigma's rules the shipped ones. */
  public static List<Detector<?>> all() {
    return all(new SigmaMatched());
  }

  /** All detectors, with these rules of Sigma. */
  public static List<Detector<?>> all(SigmaMatched sigma) {
    return List.of(
        new Metronome(),
        new SlowMetronome(),
        new MoveOnly(),
        new ClickOnly(),
        new KeyRepeat(),
        new FlatMotion(),
        new Injected(),
        new NoPause(),
        new FrozenFocus(),
        new KnownTool(),
        new ImpossiblePresence(),
        new BruteForce(),
        new GuessedPassword(),
        new PasswordSpray(),
        new SlowGuessing(),
        new ImpossibleTravel(),
        new NewPlace(),
        new UnfamiliarSource(),
        new OffHours(),
        new DormantAccount(),
        new FanOut(),
        new RareElevation(),
        new ConcurrentSessions(),
        new AfterLeaving(),
        new UnknownAccount(),
        new LeftUnlocked(),
        new FirstInFleet(),
        new RareInTeam(),
        new Renamed(),
        new RemovableStorage(),
        sigma,
        new ClockSkew(),
        new AgentChanged(),
        new AgentStopped(),
        new DeclaredDrop());
  }
}
