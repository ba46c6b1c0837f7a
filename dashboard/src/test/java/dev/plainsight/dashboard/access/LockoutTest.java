package dev.plainsight.dashboard.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LockoutTest {
  private final AtomicLong now = new AtomicLong();
  private final Lockout lockout = new Lockout(() -> java.time.Instant.ofEpochMilli(now.get()));

  @Test
  void opensAgainAfterFifteenMinutes() {
    fail(Lockout.FAILURES_MAX);
    assertTrue(lockout.isLocked("ada"));
    now.set(Lockout.LOCKED.toMillis() + 1);
    assertFalse(lockout.isLocked("ada"));
  }

  @Test
  void aSuccessForgetsTheFailuresBefore() {
    fail(Lockout.FAILURES_MAX - 1);
    lockout.succeeded("ada");
    fail(Lockout.FAILURES_MAX - 1);
    assertFalse(lockout.isLocked("ada"));
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      lockout.failed("ada");
    }
  }
}
