package dev.plainsight.evidence;

/**
 * A batch byte for byte as the device sent it.
 *
 * @param receivedAt when the log took it, ms since 1970 UTC
 */
public record SentBatch(
    String deviceId, long bootEpoch, long firstSeq, long lastSeq, long receivedAt, byte[] bytes) {

  /** {@code device/epoch/first seq}: its name among the leaves of a day. */
  public String key() {
    return deviceId + "/" + bootEpoch + "/" + firstSeq;
  }

  /** Its line in {@code events/batches.jsonl}. */
  public String json() {
    return Json.write(
        Json.object(
            "device_id", deviceId,
            "boot_epoch", bootEpoch,
            "first_seq", firstSeq,
            "last_seq", lastSeq,
            "received_at", Times.text(receivedAt),
            "bytes", Bytes.base64(bytes)));
  }

  public static SentBatch of(Json.Fields fields) {
    return new SentBatch(
        fields.text("device_id"),
        fields.number("boot_epoch"),
        fields.number("first_seq"),
        fields.number("last_seq"),
        Times.ms(fields.text("received_at")),
        Bytes.fromBase64(fields.text("bytes")));
  }
}
