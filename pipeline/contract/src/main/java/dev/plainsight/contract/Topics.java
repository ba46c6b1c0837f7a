package dev.plainsight.contract;

/** The names on the log. Removing or renaming a field of what they carry is a new topic. */
public final class Topics {
  /** {@code EventBatch}; key: device id. */
  public static final String ACTIVITY = "plainsight.activity.v1";

  /** What was refused, byte for byte, with the reason in its headers; key: as it came. */
  public static final String DEAD_LETTER = "plainsight.deadletter.v1";

  /** Findings as JSON, at least once each version; key: person, empty where there is none. */
  public static final String FINDINGS = "plainsight.findings.v1";

  /**
   * What is in force: thresholds as YAML under the key {@code thresholds}, Sigma rules as JSON
   * under {@code sigma}; an empty text: as shipped. Compacted.
   */
  public static final String POLICY = "plainsight.policy.v1";

  /** What {@code max.message.bytes} of {@link #POLICY} must be: 16 MiB of rules and their frame. */
  public static final int POLICY_RECORD_BYTES_MAX = (16 << 20) + (64 << 10);

  /**
   * What is known beside the events, as JSON under the keys {@code directory} (people, accounts,
   * devices, sites), {@code networks} and {@code peers}; compacted.
   */
  public static final String DIRECTORY = "plainsight.directory.v1";

  /** Decisions about findings, as JSON; key: the finding's id; kept forever. */
  public static final String REVIEWS = "plainsight.reviews.v1";

  /** Batches of canaries, which no device may send; key: the canary's device. */
  public static final String CANARY = "plainsight.canary.v1";

  private Topics() {}
}
