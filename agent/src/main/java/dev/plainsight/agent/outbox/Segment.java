package dev.plainsight.agent.outbox;

import java.nio.file.Path;

/** What is known of one segment on disk. All its frames are of one epoch: each start begins one. */
final class Segment {
  final Path file;
  long bytes;
  boolean damaged;
  int frames;
  long epoch;
  long firstSeq;
  long lastSeq;
  long oldestMs;

  Segment(Path file, long bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  void holds(Frame frame) {
    if (frames == 0) {
      firstSeq = frame.firstSeq();
      oldestMs = frame.sentAtMs();
    }
    frames++;
    epoch = frame.epoch();
    lastSeq = frame.lastSeq();
  }
}
