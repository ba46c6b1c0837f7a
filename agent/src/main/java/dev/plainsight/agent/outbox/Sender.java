package dev.plainsight.agent.outbox;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits in the spool, in order, a bounded number at a time. The cursor of what the log
 * has moves only over an unbroken row of acknowledgements; after a failure everything behind it is
 * sent again. Called under the outbox's lock; acknowledgements come from the transport's threads.
 */
final class Sender {
  private static final Logger LOG = Logger.getLogger(Sender.class.getName());
  private static final int UNDER_WAY_MAX = 32;
  private static final long RETRY_AFTER_MS = 2_000;

  private static final class Letter {
    final Place place;
    final long sentAtMs;
    volatile boolean isDone;
    volatile @Nullable String failure;

    Letter(Place place, long sentAtMs) {
      this.place = place;
      this.sentAtMs = sentAtMs;
    }
  }

  private final String deviceId;
  private final Spool spool;
  private final Transport transport;
  private final Object arrivals = new Object();
  private final Deque<Letter> underWay = new ArrayDeque<>();
  private Spool.@Nullable Standing next;
  private Place sent;
  private long notBeforeMs = Long.MIN_VALUE;
  private int unread;
  long acked;
  long failures;

  Sender(String deviceId, Spool spool, Transport transport) {
    this.deviceId = deviceId;
    this.spool = spool;
    this.transport = transport;
    this.sent = spool.acked();
  }

  /** Takes in acknowledgements and sends what may be sent. */
  void pump() {
    collect();
    try {
      while (underWay.size() < UNDER_WAY_MAX && Ticks.nowMs() >= notBeforeMs && sendNext()) {}
    } catch (IOException e) {
      failed("cannot read the spool: " + SpoolFolder.reason(e));
    }
  }

  private boolean sendNext() throws IOException {
    if (next == null) {
      next = spool.after(sent).orElse(null);
    }
    if (next == null) {
      return false;
    }
    Letter letter = new Letter(next.place(), next.frame().sentAtMs());
    if (!transport.send(deviceId, next.frame().batch(), failure -> arrived(letter, failure))) {
      return false;
    }
    underWay.add(letter);
    sent = letter.place;
    next = null;
    return true;
  }

  private void arrived(Letter letter, @Nullable String failure) {
    letter.failure = failure;
    letter.isDone = true;
    synchronized (arrivals) {
      unread++;
      arrivals.notifyAll();
    }
  }

  private void collect() {
    synchronized (arrivals) {
      unread = 0;
    }
    int count = 0;
    Place reached = null;
    for (Letter head = underWay.peek(); head != null && head.isDone; head = underWay.peek()) {
      if (head.failure != null) {
        failed(head.failure);
        break;
      }
      reached = head.place;
      underWay.remove();
      count++;
    }
    if (reached != null) {
      acked += count;
      spool.acked(reached, count);
    }
  }

  private void failed(String why) {
    failures++;
    LOG.warning(deviceId + ": sending failed, again in " + RETRY_AFTER_MS + " ms: " + why);
    Letter first = underWay.peek();
    underWay.clear();
    next = null;
    if (first != null) {
      sent = spool.acked();
    }
    notBeforeMs = Ticks.nowMs() + RETRY_AFTER_MS;
  }

  /** Frames up to here are under way or about to be: they must not be given up. */
  Place hold() {
    return next == null ? sent : next.place();
  }

  /** When the oldest batch under way was closed; empty where none is. */
  Optional<Long> oldestMs() {
    Letter head = underWay.peek();
    if (head != null) {
      return Optional.of(head.sentAtMs);
    }
    return Optional.ofNullable(next).map(standing -> standing.frame().sentAtMs());
  }

  /** Waits until an acknowledgement has come, at most so long. */
  void await(long ms) throws InterruptedException {
    long deadlineMs = Ticks.nowMs() + ms;
    synchronized (arrivals) {
      while (unread == 0 && Ticks.nowMs() < deadlineMs) {
        arrivals.wait(ms);
      }
    }
  }
}
