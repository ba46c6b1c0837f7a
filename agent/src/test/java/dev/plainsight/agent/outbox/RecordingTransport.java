package dev.plainsight.agent.outbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log in memory: takes so many batches, acknowledges when told, or at once. */
public final class RecordingTransport implements Transport {
  public final List<byte[]> batches = new ArrayList<>();
  final List<Ack> waiting = new ArrayList<>();
  boolean accepts = true;
  boolean acksAtOnce = true;
  @Nullable String failsWith;

  @Override
  public boolean send(String deviceId, byte[] batch, Ack ack) {
    if (!accepts) {
      return false;
    }
    if (failsWith != null) {
      ack.done(failsWith);
      return true;
    }
    batches.add(batch);
    if (acksAtOnce) {
      ack.done(null);
    } else {
      waiting.add(ack);
    }
    return true;
  }

  @Override
  public void close() {}
}
