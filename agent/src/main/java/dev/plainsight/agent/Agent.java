package dev.plainsight.agent;

import dev.plainsight.agent.outbox.Outbox;
import dev.plainsight.agent.outbox.OutboxCounts;
import dev.plainsight.agent.outbox.OutboxOptions;
import dev.plainsight.agent.outbox.Transport;
import dev.plainsight.agent.processes.Inventory;
import dev.plainsight.agent.redaction.Redaction;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One run of the agent: START, then turns of half a second (look, beat, send) until {@link #stop},
 * then a signed heartbeat and STOP. Before the notice is acknowledged it collects nothing.
 */
final class Agent {
  private static final Logger LOG = Logger.getLogger(Agent.class.getName());
  private static final long TURN_MS = 500;
  private static final long CLOCK_STEP_MS_MIN = 2_000;
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final AgentSettings settings;
  private final Versions versions;
  private final Notice notice;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Collectors collectors;
  private boolean isNoticeShown;
  private long beatAtMs;
  private long clockMs;

  Agent(AgentSettings settings) {
    this.settings = settings;
    this.versions = Versions.of(settings);
    this.notice = new Notice(settings.isSiteNotice(), settings.folder());
  }

  /** Returns after {@link #stop}. */
  void run(Transport transport) throws IOException, InterruptedException {
    DeviceKey key = DeviceKey.in(settings.folder());
    OutboxOptions options =
        new OutboxOptions(settings.deviceId(), settings.folder().resolve("spool"))
            .versions(versions.agent(), versions.config(), versions.binary())
            .clocks(System::currentTimeMillis, Uptime::nowMs)
            .linger(settings.lingerMs())
            .spoolBytesMax(settings.spoolBytesMax())
            .signer(key);
    try (Outbox outbox = Outbox.open(options, transport)) {
      start(outbox, key);
      Recorder recorder = new Recorder(outbox, new Redaction(settings.redaction()));
      do {
        turn(outbox, recorder);
      } while (!stopping.await(TURN_MS, TimeUnit.MILLISECONDS));
      end(outbox);
    } finally {
      stopped.countDown();
    }
  }

  /** Ends the run in order; returns once it has ended, or after ten seconds. */
  void stop() {
    stopping.countDown();
    try {
      if (!stopped.await(2 * GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warning("the agent takes too long to stop; what is not sent waits in the spool");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(Outbox outbox, DeviceKey key) {
    long nowMs = System.currentTimeMillis();
    clockMs = nowMs - Uptime.nowMs();
    beatAtMs = nowMs + settings.heartbeatMs();
    AgentState.Builder start = AgentStates.state(AgentAction.START, Inventory.told());
    append(outbox, nowMs, start.setPublicKey(ByteBuffer.wrap(key.publicKey())));
    tellChange(outbox, nowMs, AgentAction.CONFIG_CHANGED, "config-hash", versions.config());
    tellChange(outbox, nowMs, AgentAction.BINARY_CHANGED, "binary-hash", versions.binary());
    LOG.info("device " + settings.deviceId() + ", epoch " + outbox.epoch());
  }

  private static void tellChange(
      Outbox outbox, long nowMs, AgentAction action, String cursor, String hash) {
    String before = outbox.cursor(cursor).orElse(hash);
    List<ActivityEvent> told =
        before.equals(hash)
            ? List.of()
            : List.of(AgentStates.event(nowMs, AgentStates.state(action, before + " -> " + hash)));
    outbox.append(told, cursor, hash);
  }

  private void turn(Outbox outbox, Recorder recorder) {
    long nowMs = System.currentTimeMillis();
    watchClock(outbox, nowMs);
    if (collectors == null) {
      begin(outbox, recorder, nowMs);
    } else {
      collectors.poll(nowMs);
    }
    if (nowMs >= beatAtMs) {
      append(outbox, nowMs, heartbeat(outbox));
      beatAtMs = nowMs + settings.heartbeatMs();
    }
    outbox.tick(nowMs);
  }

  private void begin(Outbox outbox, Recorder recorder, long nowMs) {
    if (notice.isAcknowledged()) {
      append(outbox, nowMs, AgentStates.state(AgentAction.NOTICE_ACKNOWLEDGED, notice.by()));
      collectors = new Collectors(settings, recorder);
    } else if (!isNoticeShown) {
      isNoticeShown = true;
      LOG.warning(Notice.TEXT + "Nothing is collected before: plainsight-agent acknowledge");
      append(outbox, nowMs, AgentStates.state(AgentAction.NOTICE_SHOWN, "in the agent's log"));
    }
  }

  /** The clock that people set against the one that nobody sets. */
  private void watchClock(Outbox outbox, long nowMs) {
    long offsetMs = nowMs - Uptime.nowMs() - clockMs;
    if (Math.abs(offsetMs) >= CLOCK_STEP_MS_MIN) {
      clockMs += offsetMs;
      beatAtMs += offsetMs;
      AgentState.Builder changed = AgentStates.state(AgentAction.CLOCK_CHANGED, "");
      append(outbox, nowMs, changed.setClockOffsetMs(offsetMs));
    }
  }

  private AgentState.Builder heartbeat(Outbox outbox) {
    OutboxCounts counts = outbox.counts();
    return AgentStates.state(AgentAction.HEARTBEAT, told(counts))
        .setSpoolDepth((int) Math.min(counts.waiting(), Integer.MAX_VALUE))
        .setSpoolOldestAt(counts.waitingSinceMs());
  }

  private String told(OutboxCounts counts) {
    String told =
        "events %d, dropped %d, lost %d, failed writes %d, failed sends %d; %s"
            .formatted(
                counts.appended(),
                counts.dropped(),
                counts.lost(),
                counts.writeFailures(),
                counts.sendFailures(),
                collectors == null ? "not collecting" : collectors.told());
    return told.substring(0, Math.min(told.length(), 1_000));
  }

  private void end(Outbox outbox) throws InterruptedException {
    if (collectors != null) {
      collectors.close();
    }
    outbox.flush();
    long nowMs = System.currentTimeMillis();
    AgentState.Builder last = heartbeat(outbox);
    String told = last.getDetail();
    outbox.append(
        List.of(
            AgentStates.event(nowMs, last),
            AgentStates.event(nowMs, AgentStates.state(AgentAction.STOP, "orderly"))));
    boolean isAcked = outbox.awaitAcked(GOODBYE);
    // Not by the log: while the JVM goes down, its handlers are gone already.
    System.err.println(
        "stopped: "
            + told
            + (isAcked ? "" : "; batches waiting in the spool: " + outbox.waiting()));
  }

  private static void append(Outbox outbox, long nowMs, AgentState.Builder state) {
    outbox.append(AgentStates.event(nowMs, state));
  }
}
