package dev.plainsight.scenario;

import dev.plainsight.contract.presence.SliceBuilder;

/** What moves mouse and keys: a person, or a tool that passes for one. */
public interface Hand {
  /** Makes input from one moment until before another, ms since 1970. */
  void play(SliceBuilder session, long fromMs, long toMs);
}
