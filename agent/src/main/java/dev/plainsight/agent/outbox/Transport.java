package dev.plainsight.agent.outbox;

import org.jspecify.annotations.Nullable;

/**
 * The way from the spool to the log. Batches of one device arrive in the order they were sent;
 * batches of many devices may share one transport. Safe for many threads.
 */
public interface Transport extends AutoCloseable {
  /**
   * Takes a batch to send, and never waits.
   *
   * @return false where it cannot take one now (no connection yet, too much under way): nothing is
   *     sent, {@code ack} is not called, and the caller tries again later
   */
  boolean send(String deviceId, byte[] batch, Ack ack);

  @Override
  void close();

  /** What came of a batch; called once, on a thread of the transport, and must not wait. */
  interface Ack {
    /**
     * The log has it, or it does not.
     *
     * @param failure null once the log has the batch durably; else why it does not
     */
    void done(@Nullable String failure);
  }
}
