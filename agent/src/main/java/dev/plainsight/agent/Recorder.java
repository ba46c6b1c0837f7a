package dev.plainsight.agent;

import dev.plainsight.agent.outbox.Outbox;
import dev.plainsight.agent.redaction.Redaction;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.presence.Scene;
import java.util.List;
import java.util.Optional;

/** The only way from a collector to the outbox: through the redaction. Safe for many threads. */
public final class Recorder {
  private final Outbox outbox;
  private final Redaction redaction;

  public Recorder(Outbox outbox, Redaction redaction) {
    this.outbox = outbox;
    this.redaction = redaction;
  }

  public void record(ActivityEvent event) {
    outbox.append(redaction.apply(event));
  }

  /** Events and how far their source was read become durable together. */
  public void record(List<ActivityEvent> events, String cursor, String at) {
    events.forEach(redaction::apply);
    outbox.append(events, cursor, at);
  }

  /** A scene as the policy allows it, before anything keeps it. */
  public Scene scene(Scene scene) {
    return redaction.scene(scene);
  }

  /** How far a source was read when its last events became durable. */
  public Optional<String> cursor(String key) {
    return outbox.cursor(key);
  }
}
