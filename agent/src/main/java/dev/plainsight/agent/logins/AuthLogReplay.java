package dev.plainsight.agent.logins;

import dev.plainsight.agent.outbox.Epoch;
import dev.plainsight.agent.outbox.Outbox;
import dev.plainsight.agent.outbox.OutboxOptions;
import dev.plainsight.agent.outbox.Transport;
import dev.plainsight.agent.redaction.Redaction;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Feeds a log file through the collector, the redaction and the outbox, always to the very same
 * batches. A replay that was killed goes on: the file is parsed again from its start (that is where
 * the parser's memory comes from) and the events that are in the spool already are passed over.
 */
public final class AuthLogReplay {
  private static final int SHOWN_MAX = 5;
  private static final int SHOWN_CHARS_MAX = 80;
  private static final long WAITING_MAX = 64;
  private static final Duration STEP = Duration.ofSeconds(2);

  private final ReplayPlan plan;
  private final Redaction redaction;
  private final Consumer<String> say;
  private final List<String> firstUnreadable = new ArrayList<>();
  private long lines;
  private long eventLines;
  private long events;
  private long notOfInterest;
  private long unreadable;
  private long nowMs;
  private long skip;

  /**
   * Prepares; nothing is read yet.
   *
   * @param say takes lines of progress for a person
   */
  public AuthLogReplay(ReplayPlan plan, Redaction redaction, Consumer<String> say) {
    this.plan = plan;
    this.redaction = redaction;
    this.say = say;
  }

  /** Returns once the log has everything, however long that takes. */
  public ReplayCounts run(Path spool, Transport transport)
      throws IOException, InterruptedException {
    OutboxOptions options =
        new OutboxOptions(plan.deviceId(), spool)
            .versions("replay", "", "")
            .epoch(Epoch.fixed(plan.epoch()))
            .clocks(() -> nowMs, () -> 0)
            .onlyFullBatches()
            .withoutFsync();
    try (Outbox outbox = Outbox.open(options, transport);
        InputStream in = ReplayPlan.open(plan.file())) {
      skip = outbox.nextSeq();
      if (skip > 0) {
        say.accept("going on behind event " + skip + ", where an earlier replay was stopped");
      }
      feed(in, outbox);
      while (!outbox.awaitAcked(STEP)) {
        sayWaiting(outbox);
      }
      return new ReplayCounts(
          lines, eventLines, events, notOfInterest, unreadable, firstUnreadable, outbox.counts());
    }
  }

  private void feed(InputStream in, Outbox outbox) throws IOException, InterruptedException {
    Years years = new Years(plan.year(), plan.zone());
    AuthLog log = new AuthLog(years::millis);
    LineReader reader = new LineReader(in, 0);
    for (String line = ReplayPlan.next(reader); line != null; line = ReplayPlan.next(reader)) {
      Parsed parsed = log.read(line);
      count(line, parsed);
      append(parsed.events(), outbox);
    }
    append(log.release(0, true), outbox);
    if (events > 0) {
      append(List.of(end()), outbox);
    }
  }

  private void count(String line, Parsed parsed) {
    lines++;
    if (!parsed.isReadable()) {
      unreadable++;
      if (firstUnreadable.size() < SHOWN_MAX) {
        String shown = line.substring(0, Math.min(line.length(), SHOWN_CHARS_MAX));
        firstUnreadable.add("line " + lines + ": " + parsed.problem() + ": '" + shown + "'");
      }
    } else if (parsed.isOfInterest()) {
      eventLines++;
    } else {
      notOfInterest++;
    }
  }

  private void append(List<ActivityEvent> told, Outbox outbox) throws InterruptedException {
    for (ActivityEvent event : told) {
      nowMs = event.getOccurredAt();
      if (events++ >= skip) {
        outbox.append(redaction.apply(event));
      }
    }
    while (outbox.waiting() > WAITING_MAX && !outbox.awaitWaiting(WAITING_MAX / 2, STEP)) {
      sayWaiting(outbox);
    }
  }

  /** Says that nothing more comes: a device whose log was replayed has not fallen silent. */
  private ActivityEvent end() {
    return ActivityEvent.newBuilder()
        .setOccurredAt(nowMs)
        .setEndedAt(nowMs)
        .setAgent(
            AgentState.newBuilder()
                .setAction(AgentAction.STOP)
                .setDetail("end of a replayed log")
                .build())
        .build();
  }

  private void sayWaiting(Outbox outbox) {
    say.accept(
        "line %,d; %,d batches acknowledged, %,d wait for Kafka"
            .formatted(lines, outbox.counts().acked(), outbox.waiting()));
  }
}
