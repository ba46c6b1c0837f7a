package dev.plainsight.agent;

/**
 * Something that is looked at again and again. A failure of one is named and counted, and the
 * others go on.
 */
public interface Collector extends AutoCloseable {
  /** Looks once, and does not wait. */
  void poll(long nowMs);

  /** Why nothing is collected here; empty where all is well. For the heartbeat. */
  String problem();

  @Override
  void close();
}
