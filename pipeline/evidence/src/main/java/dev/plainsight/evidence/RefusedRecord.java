package dev.plainsight.evidence;

import java.util.List;

/** A record that was not taken (a dead letter), by its hash: the bytes stay in the store. */
public record RefusedRecord(
    String topic,
    long partition,
    long offset,
    long receivedAt,
    String key,
    String reason,
    String detail,
    long bytes,
    String sha256) {
  public static final List<String> COLUMNS =
      List.of(
          "topic",
          "partition",
          "offset",
          "received_at",
          "key",
          "reason",
          "detail",
          "bytes",
          "sha256");

  public List<String> cells() {
    return List.of(
        topic,
        partition + "",
        offset + "",
        Times.text(receivedAt),
        key,
        reason,
        detail,
        bytes + "",
        sha256);
  }
}
