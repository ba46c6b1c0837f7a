package dev.plainsight.agent.outbox;

import dev.plainsight.contract.EventId;

/** Signs a heartbeat as its batch is closed, when its place in the chain is known. */
@FunctionalInterface
public interface Signer {
  /** Leaves heartbeats unsigned. */
  Signer NONE = (id, previousHash) -> new byte[0];

  byte[] sign(EventId id, byte[] previousHash);
}
