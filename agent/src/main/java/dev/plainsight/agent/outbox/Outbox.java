package dev.plainsight.agent.outbox;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.EventId;
import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a device. Gives each event its identity, chains the batches, keeps them on disk
 * until the log has them, and sends them in order.
 *
 * <pre>
 * append ──> draft ──(linger, urgent, 500 events, 250,000 characters)──> seq, chain, bytes
 *            ──> spool, durable ──> transport ──ack──> deleted
 * </pre>
 *
 * Promises: what is in the spool survives a kill and is sent exactly in order, repeated at most
 * where an acknowledgement was lost; events and the cursor of what they were read from become
 * durable together; nothing is ever dropped without a DROPPED event that names the sequence numbers
 * (for those of an earlier epoch its detail begins {@code epoch=N}). It has no thread of its own:
 * {@link #tick} must be called about twice a second. Safe for many threads.
 */
public final class Outbox implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Outbox.class.getName());
  private static final int PENDING_MAX = 5_000;
  private static final long RETRY_AFTER_MS = 2_000;
  private static final long SAY_AGAIN_AFTER_MS = 60_000;
  private static final int AWAIT_MS = 50;

  private final OutboxOptions options;
  private final Spool spool;
  private final Sender sender;
  private final BatchCodec codec = new BatchCodec();
  private final long epoch;
  private final Map<String, String> cursors = new TreeMap<>();
  private final Deque<Draft> drafts = new ArrayDeque<>();

  private long nextSeq;
  private long previousEpochLastSeq = -1;
  private byte[] previousHash = HashChain.start();
  private long retryAtMs = Long.MIN_VALUE;
  private long sayAgainAtMs = Long.MIN_VALUE;
  private long appended;
  private long written;
  private long pending;
  private long dropped;
  private long lost;
  private long batches;
  private long writeFailures;

  private Outbox(OutboxOptions options, Spool spool, Transport transport) throws IOException {
    this.options = options;
    this.spool = spool;
    this.sender = new Sender(options.deviceId, spool, transport);
    Optional<Frame> last = spool.last();
    last.ifPresent(frame -> cursors.putAll(frame.cursors()));
    this.epoch = begin(last);
    declareLosses();
  }

  /**
   * Opens the spool, goes on where the last run stood, and sends what still waits at the next tick.
   *
   * @throws IOException where the folder cannot be used, or another process uses it; the message
   *     names it
   */
  public static Outbox open(OutboxOptions options, Transport transport) throws IOException {
    Path folder = options.folder;
    try {
      Spool spool = Spool.open(folder, options.spoolBytesMax, options.fsync, options.disk);
      return new Outbox(options, spool, transport);
    } catch (IOException e) {
      throw new IOException("spool " + folder + ": " + SpoolFolder.reason(e), e);
    }
  }

  /** A fixed epoch goes on with its sequence and chain; a counted one is above all before it. */
  private long begin(Optional<Frame> last) throws IOException {
    long number = options.epoch.number();
    if (options.epoch.isFixed()) {
      last.filter(frame -> frame.epoch() == number).ifPresent(this::goOn);
      return number;
    }
    long before = Math.max(spool.folder().epoch(), last.map(Frame::epoch).orElse(-1L));
    long begun = before < 0 ? number : before + 1;
    spool.folder().saveEpoch(begun, options.fsync);
    previousEpochLastSeq = last.map(Frame::lastSeq).orElse(-1L);
    return begun;
  }

  private void goOn(Frame last) {
    nextSeq = last.lastSeq() + 1;
    previousHash = HashChain.link(last.batch());
  }

  /** Takes one event. */
  public void append(ActivityEvent event) {
    append(List.of(event));
  }

  /** Takes events that go out in one batch, unless they are more than it may hold. */
  public synchronized void append(List<ActivityEvent> events) {
    add(events);
    writeFull();
  }

  /**
   * Takes what one step of reading gave and how far the reader is now: both become durable in the
   * same instant, so that after a kill nothing is read twice and nothing is left out. Where it gave
   * nothing, the place goes with whatever is written next.
   */
  public synchronized void append(List<ActivityEvent> events, String cursor, String at) {
    if (!events.isEmpty()) {
      add(events);
    }
    cursors.put(cursor, at);
    if (!events.isEmpty()) {
      writeFull();
    }
  }

  /** Marks what was appended last as urgent: it goes out at the next tick. */
  public synchronized void hurry() {
    if (!drafts.isEmpty()) {
      drafts.getLast().urgent = true;
    }
  }

  private void add(List<ActivityEvent> events) {
    if (drafts.isEmpty() || !drafts.getLast().fits(events)) {
      seal();
      drafts.add(new Draft(options.wallMs.getAsLong()));
    }
    for (ActivityEvent event : events) {
      if (drafts.getLast().isFull()) {
        seal();
        drafts.add(new Draft(options.wallMs.getAsLong()));
      }
      drafts.getLast().add(event);
    }
    appended += events.size();
    pending += events.size();
  }

  /** What is drafted so far goes with the cursors as they are now. */
  private void seal() {
    if (!drafts.isEmpty()) {
      drafts.getLast().cursors = new TreeMap<>(cursors);
    }
  }

  private void writeFull() {
    if (drafts.size() > 1 || drafts.getLast().isFull()) {
      write(options.wallMs.getAsLong(), false);
    }
  }

  /** Closes the open batch where it is due, sends what waits, and frees what the log has. */
  public synchronized void tick(long nowMs) {
    write(nowMs, false);
    sender.pump();
    declareLosses();
    try {
      spool.saveAcked();
    } catch (IOException e) {
      LOG.warning("spool " + options.folder + ": cannot note how far the log has it: " + e);
    }
  }

  /** Closes the open batch now, writes and sends it. */
  public synchronized void flush() {
    retryAtMs = Long.MIN_VALUE;
    write(options.wallMs.getAsLong(), true);
    sender.pump();
  }

  private void write(long nowMs, boolean all) {
    while (!drafts.isEmpty() && Ticks.nowMs() >= retryAtMs) {
      Draft draft = drafts.getFirst();
      if (!all && drafts.size() == 1 && !isDue(draft, nowMs)) {
        return;
      }
      if (drafts.size() == 1) {
        seal();
      }
      if (!isWritten(draft, nowMs)) {
        return;
      }
      drafts.removeFirst();
    }
  }

  private boolean isDue(Draft draft, long nowMs) {
    long waitedMs = nowMs - draft.openedMs;
    if (options.onlyFullBatches) {
      return draft.isFull();
    }
    return draft.urgent || draft.isFull() || waitedMs >= options.lingerMs || waitedMs < 0;
  }

  private boolean isWritten(Draft draft, long nowMs) {
    byte[] bytes = codec.encode(batch(draft, nowMs));
    long lastSeq = nextSeq + draft.events.size() - 1;
    Frame frame = new Frame(epoch, nextSeq, lastSeq, nowMs, draft.cursors, bytes);
    try {
      spool.append(frame, sender.hold());
    } catch (IOException e) {
      keepForLater(e);
      return false;
    }
    nextSeq = lastSeq + 1;
    previousHash = HashChain.link(bytes);
    previousEpochLastSeq = -1;
    written += draft.events.size();
    pending -= draft.events.size();
    batches++;
    sender.pump();
    return true;
  }

  private EventBatch batch(Draft draft, long nowMs) {
    for (int i = 0; i < draft.events.size(); i++) {
      sign(draft.events.get(i).getAgent(), nextSeq + i);
    }
    return EventBatch.newBuilder()
        .setDeviceId(options.deviceId)
        .setBootEpoch(epoch)
        .setFirstSeq(nextSeq)
        .setPreviousEpochLastSeq(previousEpochLastSeq)
        .setPreviousHash(ByteBuffer.wrap(previousHash))
        .setSentAt(nowMs)
        .setMonotonicMs(options.monotonicMs.getAsLong())
        .setAgentVersion(options.agentVersion)
        .setConfigHash(options.configHash)
        .setBinaryHash(options.binaryHash)
        .setEvents(draft.events)
        .build();
  }

  private void sign(@Nullable AgentState state, long seq) {
    if (state != null && state.getAction() == AgentAction.HEARTBEAT) {
      EventId id = new EventId(options.deviceId, epoch, seq);
      state.setSignature(ByteBuffer.wrap(options.signer.sign(id, previousHash)));
    }
  }

  /** The events wait in memory, so many at most; beyond that the oldest are given up, by number. */
  private void keepForLater(IOException e) {
    writeFailures++;
    retryAtMs = Ticks.nowMs() + RETRY_AFTER_MS;
    if (retryAtMs >= sayAgainAtMs) {
      sayAgainAtMs = retryAtMs + SAY_AGAIN_AFTER_MS;
      LOG.severe(
          "cannot write to the spool %s (%s): %d events wait in memory, at most %d; free some space"
              .formatted(options.folder, SpoolFolder.reason(e), pending, PENDING_MAX));
    }
    while (pending > PENDING_MAX && drafts.size() > 1) {
      int events = drafts.removeFirst().events.size();
      pending -= events;
      dropped += events;
      Loss loss = new Loss(epoch, nextSeq, nextSeq + events - 1, "the disk was full for too long");
      nextSeq += events;
      add(List.of(declaration(loss)));
    }
  }

  private void declareLosses() {
    for (Loss loss : spool.takeLosses()) {
      lost += loss.toSeq() - loss.fromSeq() + 1;
      LOG.severe("events lost: " + loss);
      add(List.of(declaration(loss)));
    }
  }

  private ActivityEvent declaration(Loss loss) {
    long nowMs = options.wallMs.getAsLong();
    String of = loss.epoch() == epoch ? "" : "epoch=" + loss.epoch() + " ";
    return ActivityEvent.newBuilder()
        .setOccurredAt(nowMs)
        .setEndedAt(nowMs)
        .setAgent(
            AgentState.newBuilder()
                .setAction(AgentAction.DROPPED)
                .setDroppedFromSeq(loss.fromSeq())
                .setDroppedToSeq(loss.toSeq())
                .setDetail(of + loss.why())
                .build())
        .build();
  }

  /**
   * Flushes and waits until the log has everything, or the time is over.
   *
   * @return whether it has everything
   */
  public boolean awaitAcked(Duration atMost) throws InterruptedException {
    flush();
    return awaitWaiting(0, atMost) && isAllWritten();
  }

  /**
   * Waits, without closing the open batch, until at most so many batches wait for the log: what
   * fills an outbox faster than the log can take it must wait here, or the spool gives some up.
   *
   * @return whether it came to that
   */
  public boolean awaitWaiting(long most, Duration atMost) throws InterruptedException {
    long deadlineMs = Ticks.nowMs() + atMost.toMillis();
    pump();
    while (waiting() > most) {
      if (Ticks.nowMs() >= deadlineMs) {
        return false;
      }
      sender.await(AWAIT_MS);
      pump();
    }
    return true;
  }

  private synchronized void pump() {
    sender.pump();
  }

  private synchronized boolean isAllWritten() {
    return drafts.isEmpty();
  }

  /** How many batches the log does not have yet; above a few hundred a simulator should wait. */
  public synchronized long waiting() {
    return spool.waiting();
  }

  /** The epoch of this start. */
  public long epoch() {
    return epoch;
  }

  /** The sequence that the next event written would get; with a fixed epoch, how far it is. */
  public synchronized long nextSeq() {
    return nextSeq + pending;
  }

  /** How far a collector had read when its last events became durable; empty: never. */
  public synchronized Optional<String> cursor(String key) {
    return Optional.ofNullable(cursors.get(key));
  }

  public synchronized OutboxCounts counts() {
    long waiting = spool.waiting();
    return new OutboxCounts(
        appended,
        written,
        pending,
        dropped,
        lost,
        batches,
        sender.acked,
        waiting,
        waiting == 0 ? 0 : sender.oldestMs().orElseGet(spool::oldestMs),
        writeFailures,
        sender.failures);
  }

  /** Writes what is open and releases the folder; what the log lacks is sent by the next run. */
  @Override
  public synchronized void close() throws IOException {
    flush();
    if (!drafts.isEmpty()) {
      LOG.severe(pending + " events could not be written to the spool " + options.folder);
    }
    spool.close();
  }

  /** Lets go of the folder as a kill would: nothing is flushed. */
  void releaseForTest() throws IOException {
    drafts.clear();
    spool.close();
  }
}
