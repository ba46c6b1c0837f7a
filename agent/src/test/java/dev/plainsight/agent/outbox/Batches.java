package dev.plainsight.agent.outbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.Decoded;
import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.Process;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** What tests say of batches and events. */
public final class Batches {
  public static final long MONDAY_0900 = Instant.parse("2026-11-23T09:00:00Z").toEpochMilli();

  private Batches() {}

  public static List<EventBatch> decoded(List<byte[]> batches) {
    return batches.stream().map(Batches::decoded).toList();
  }

  public static EventBatch decoded(byte[] bytes) {
    Decoded decoded = new BatchCodec().decode(bytes);
    if (decoded instanceof Decoded.Batch batch) {
      return batch.batch();
    }
    throw new AssertionError(decoded);
  }

  /** Of each epoch: seqs without a hole, and each batch names the hash of the one before. */
  public static void assertChained(List<byte[]> batches) {
    long epoch = -1;
    long next = 0;
    byte[] link = HashChain.start();
    for (byte[] bytes : batches) {
      EventBatch batch = decoded(bytes);
      if (batch.getBootEpoch() != epoch) {
        epoch = batch.getBootEpoch();
        next = 0;
        link = HashChain.start();
      }
      assertEquals(next, batch.getFirstSeq());
      assertEquals(ByteBuffer.wrap(link), batch.getPreviousHash());
      next += batch.getEvents().size();
      link = HashChain.link(bytes);
    }
  }

  public static List<Long> pids(List<byte[]> batches) {
    return decoded(batches).stream()
        .flatMap(batch -> batch.getEvents().stream())
        .flatMap(event -> java.util.Optional.ofNullable(event.getProcess()).stream())
        .map(Process::getPid)
        .toList();
  }

  public static List<AgentState> states(List<byte[]> batches, AgentAction action) {
    return decoded(batches).stream()
        .flatMap(batch -> batch.getEvents().stream())
        .flatMap(event -> java.util.Optional.ofNullable(event.getAgent()).stream())
        .filter(state -> state.getAction() == action)
        .toList();
  }

  public static ActivityEvent process(long pid) {
    return ActivityEvent.newBuilder()
        .setOccurredAt(MONDAY_0900 + pid)
        .setEndedAt(MONDAY_0900 + pid)
        .setUser("ada")
        .setProcess(Process.newBuilder().setPid(pid).setExe("/usr/bin/editor").build())
        .build();
  }

  public static ActivityEvent state(AgentAction action) {
    return ActivityEvent.newBuilder()
        .setOccurredAt(MONDAY_0900)
        .setEndedAt(MONDAY_0900)
        .setAgent(AgentState.newBuilder().setAction(action).build())
        .build();
  }

  public static void assertSame(List<byte[]> expected, List<byte[]> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), "batch " + i);
    }
  }
}
