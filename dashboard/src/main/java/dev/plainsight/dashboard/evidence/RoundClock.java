package dev.plainsight.dashboard.evidence;

import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every minute whether a round is due. Not lazy: nobody asks for it. */
@Component
@Lazy(false)
@EnableScheduling
class RoundClock {
  private final Rounds rounds;

  RoundClock(Rounds rounds) {
    this.rounds = rounds;
  }

  @Scheduled(initialDelay = 20_000, fixedDelay = 60_000)
  void tick() {
    rounds.look();
  }
}
