package dev.plainsight.detect.rules;

import dev.plainsight.detect.Detector;
import java.util.List;

/**
 * The code of every rule that folds events. {@link Silence} (AG-01), {@link SequenceLedger} (AG-02)
 * and {@link RefusedBatches} (AG-03) are not among them: they fold arrivals and batches.
 */
public final class Rules {
  private Rules() {}

  /** All detectors, in the order of the rule book. */
  public static List<Detector<?>> all() {
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
        new Renamed(),
        new RemovableStorage(),
        new SigmaMatched(),
        new ClockSkew(),
        new AgentChanged(),
        new AgentStopped(),
        new DeclaredDrop());
  }
}
