package dev.plainsight.jobs;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.HeartbeatSignature;
import dev.plainsight.contract.Reject;
import dev.plainsight.contract.Topics;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.rules.RefusedBatches;
import dev.plainsight.detect.rules.SequenceLedger;
import dev.plainsight.store.BatchRow;
import dev.plainsight.store.DeadLetterRow;
import dev.plainsight.store.DuplicateRow;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * What a device sent, taken once: drops what came before, refuses what contradicts it, finds what
 * is missing, gives each event its identity, and sends it on its way to the entities that have a
 * rule for it ({@link Outputs#ROUTED}). Keyed by device.
 *
 * <pre>
 * epoch 3  [1..20]---[21..40]   [61..80]     [21..40] again, same bytes: a duplicate
 *                 ^ hash link ^ gap 41..60   [21..40] other bytes: refused, REPEATED_SEQ
 * </pre>
 */
final class Intake
    extends KeyedBroadcastProcessFunction<String, BatchRow, PolicyRecord, IdentifiedEvent> {
  /** How long the bytes of a batch are remembered, to tell a duplicate from a contradiction. */
  private static final Duration REMEMBERED = Duration.ofDays(14);

  /** One end of a batch: the epoch, and its first or last sequence. */
  public record End(long bootEpoch, long seq) {}

  /** The hashes a batch is linked by. */
  public record Links(byte[] hash, byte[] previousHash) {}

  private transient Thresholds thresholds = new Thresholds();
  private transient @Nullable Memory memory;
  private transient @Nullable Rules rules;

  /** The rules about batches, as they are in force. */
  private record Rules(RuleBook book, SequenceLedger ledger, RefusedBatches contradictions) {
    static Rules of(RuleBook book) {
      return new Rules(
          book, new SequenceLedger(book.rule("AG-02")), new RefusedBatches(book.rule("AG-03")));
    }
  }

  private transient @Nullable Route route;

  /** What is kept for one device. */
  private record Memory(
      ValueState<SequenceLedger.State> sequences,
      MapState<End, Links> byFirst,
      MapState<End, byte[]> hashByLast,
      MapState<String, RefusedBatches.State> refused,
      ValueState<byte[]> publicKey) {}

  @Override
  public void open(OpenContext context) {
    thresholds = new Thresholds();
    MapStateDescriptor<End, Links> byFirst =
        new MapStateDescriptor<>("batch-by-first-seq", End.class, Links.class);
    MapStateDescriptor<End, byte[]> byLast =
        new MapStateDescriptor<>("hash-by-last-seq", End.class, byte[].class);
    StateTtlConfig ttl = StateTtlConfig.newBuilder(REMEMBERED).build();
    MapStateDescriptor<String, RefusedBatches.State> refused =
        new MapStateDescriptor<>("refused-by-reason", String.class, RefusedBatches.State.class);
    refused.enableTimeToLive(ttl);
    byFirst.enableTimeToLive(ttl);
    byLast.enableTimeToLive(ttl);
    memory =
        new Memory(
            getRuntimeContext()
                .getState(new ValueStateDescriptor<>("sequences", SequenceLedger.State.class)),
            getRuntimeContext().getMapState(byFirst),
            getRuntimeContext().getMapState(byLast),
            getRuntimeContext().getMapState(refused),
            getRuntimeContext().getState(new ValueStateDescriptor<>("public-key", byte[].class)));
  }

  @Override
  public void processElement(BatchRow row, ReadOnlyContext context, Collector<IdentifiedEvent> out)
      throws Exception {
    Memory kept = memory();
    Rules inForce = rules(context);
    byte[] hash = HashChain.link(row.bytes());
    Links before = kept.byFirst().get(first(row.batch()));
    if (before != null && Arrays.equals(before.hash(), hash)) {
      context.output(Outputs.DUPLICATES, duplicate(row));
      return;
    }
    SequenceLedger.State sequences = kept.sequences().value();
    if (sequences == null) {
      sequences = inForce.ledger().start();
    }
    Refused refused = refused(kept, inForce.ledger(), sequences, row, hash);
    if (refused != null) {
      context.output(Outputs.DEAD_LETTERS, letter(row, refused));
      contradicted(kept, inForce.contradictions(), row.batch(), refused.reason(), context);
      return;
    }
    Step<SequenceLedger.State> step = inForce.ledger().onBatch(sequences, row.batch());
    kept.sequences().update(step.next());
    kept.byFirst().put(first(row.batch()), new Links(hash, previousHash(row.batch())));
    kept.hashByLast().put(last(row.batch()), hash);
    for (Finding gap : step.findings()) {
      context.output(Outputs.INTAKE_FINDINGS, gap);
    }
    context.output(Outputs.BATCHES, row);
    if (route == null) {
      route = Route.by(context.getBroadcastState(PolicyTexts.STATE));
    }
    for (IdentifiedEvent event : identified(row)) {
      out.collect(event);
      route.send(event, routed -> context.output(Outputs.ROUTED, routed));
    }
  }

  /** What changes is in force for a device from its next batch on. */
  @Override
  public void processBroadcastElement(
      PolicyRecord record, Context context, Collector<IdentifiedEvent> out) throws Exception {
    Thresholds.hear(record, context.getBroadcastState(Thresholds.STATE));
    if (record.topic().equals(Topics.POLICY) && record.key().equals(Policy.SIGMA)) {
      route = Route.heard(record, context.getBroadcastState(PolicyTexts.STATE));
    }
  }

  private Rules rules(ReadOnlyContext context) throws Exception {
    RuleBook book = thresholds.inForce(context.getBroadcastState(Thresholds.STATE));
    Rules known = rules;
    if (known == null || known.book() != book) {
      known = Rules.of(book);
      rules = known;
    }
    return known;
  }

  private record Refused(Reject reason, String detail) {}

  private static void contradicted(
      Memory kept,
      RefusedBatches contradictions,
      EventBatch batch,
      Reject reason,
      ReadOnlyContext context)
      throws Exception {
    if (!RefusedBatches.concerns(reason)) {
      return;
    }
    String key = batch.getBootEpoch() + " " + reason;
    Step<RefusedBatches.State> step =
        contradictions.onRefused(kept.refused().get(key), batch, reason);
    kept.refused().put(key, step.next());
    for (Finding finding : step.findings()) {
      context.output(Outputs.INTAKE_FINDINGS, finding);
    }
  }

  private static @Nullable Refused refused(
      Memory kept, SequenceLedger ledger, SequenceLedger.State sequences, BatchRow row, byte[] hash)
      throws Exception {
    EventBatch batch = row.batch();
    if (ledger.has(sequences, batch)) {
      return new Refused(
          Reject.REPEATED_SEQ,
          "sequences "
              + batch.getFirstSeq()
              + ".."
              + last(batch).seq()
              + " of epoch "
              + batch.getBootEpoch()
              + " were taken before with other content");
    }
    byte[] linked = kept.hashByLast().get(new End(batch.getBootEpoch(), batch.getFirstSeq() - 1));
    if (linked != null && !Arrays.equals(linked, previousHash(batch))) {
      return new Refused(
          Reject.BROKEN_CHAIN, "previous_hash is not the hash of the batch before " + first(batch));
    }
    Links next = kept.byFirst().get(new End(batch.getBootEpoch(), last(batch).seq() + 1));
    if (next != null && !Arrays.equals(next.previousHash(), hash)) {
      return new Refused(
          Reject.BROKEN_CHAIN, "the batch after " + last(batch) + " names another batch before it");
    }
    return wrongSignature(kept, batch);
  }

  /** The first key a device shows is pinned; enrolment replaces this trust on first use. */
  private static @Nullable Refused wrongSignature(Memory kept, EventBatch batch) throws Exception {
    byte[] publicKey = kept.publicKey().value();
    for (int i = 0; i < batch.getEvents().size(); i++) {
      AgentState agent = batch.getEvents().get(i).getAgent();
      if (agent == null) {
        continue;
      }
      if (publicKey == null && agent.getPublicKey().hasRemaining()) {
        publicKey = bytes(agent.getPublicKey());
        kept.publicKey().update(publicKey);
      }
      EventId id = new EventId(batch.getDeviceId(), batch.getBootEpoch(), batch.getFirstSeq() + i);
      if (publicKey != null
          && agent.getSignature().hasRemaining()
          && !HeartbeatSignature.verifies(
              publicKey, id, previousHash(batch), bytes(agent.getSignature()))) {
        return new Refused(
            Reject.WRONG_SIGNATURE, "the signature of " + id + " does not fit the device's key");
      }
    }
    return null;
  }

  private static List<IdentifiedEvent> identified(BatchRow row) {
    EventBatch batch = row.batch();
    List<IdentifiedEvent> events = new ArrayList<>(batch.getEvents().size());
    long seq = batch.getFirstSeq();
    for (ActivityEvent event : batch.getEvents()) {
      events.add(
          new IdentifiedEvent(
              batch.getDeviceId(), batch.getBootEpoch(), seq++, row.receivedAt(), event));
    }
    return events;
  }

  private Memory memory() {
    if (memory == null) {
      throw new IllegalStateException("open() comes first");
    }
    return memory;
  }

  private static End first(EventBatch batch) {
    return new End(batch.getBootEpoch(), batch.getFirstSeq());
  }

  private static End last(EventBatch batch) {
    return new End(batch.getBootEpoch(), batch.getFirstSeq() + batch.getEvents().size() - 1);
  }

  private static byte[] previousHash(EventBatch batch) {
    return bytes(batch.getPreviousHash());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static DuplicateRow duplicate(BatchRow row) {
    EventBatch batch = row.batch();
    return new DuplicateRow(
        row.kafkaPartition(),
        row.kafkaOffset(),
        row.receivedAt(),
        batch.getDeviceId(),
        batch.getBootEpoch(),
        batch.getFirstSeq(),
        last(batch).seq());
  }

  private static DeadLetterRow letter(BatchRow row, Refused refused) {
    return new DeadLetterRow(
        Topics.ACTIVITY,
        row.kafkaPartition(),
        row.kafkaOffset(),
        row.receivedAt(),
        row.batch().getDeviceId(),
        refused.reason(),
        refused.detail(),
        row.bytes());
  }
}
