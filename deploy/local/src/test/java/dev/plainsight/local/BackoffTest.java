package dev.plainsight.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void doublesFromOneSecondToThirty() {
    Backoff backoff = new Backoff();
    assertEquals(
        List.of(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L),
        Stream.generate(() -> backoff.afterRunOf(10)).limit(7).toList());
  }

  @Test
  void startsAnewAfterAHealthyMinute() {
    Backoff backoff = new Backoff();
    backoff.afterRunOf(10);
    backoff.afterRunOf(10);
    assertEquals(1_000, backoff.afterRunOf(60_000));
    assertEquals(2_000, backoff.afterRunOf(59_999));
  }
}
