package dev.plainsight.contract;

/** The names on the log. Removing or renaming a field of what they carry is a new topic. */
public final class Topics {
  /** {@code EventBatch}; key: device id. */
  public static final String ACTIVITY = "plainsight.activity.v1";

  /** What was refused, byte for byte; reason, offset and partition as headers. */
  public static final String DEAD_LETTER = "plainsight.deadletter.v1";

  /** Findings as JSON; key: person. The quick way out for webhooks and SIEM. */
  public static final String FINDINGS = "plainsight.findings.v1";

  /** Policies and rule settings; compacted. */
  public static final String POLICY = "plainsight.policy.v1";

  /** Roster, accounts, device keys; compacted. */
  public static final String DIRECTORY = "plainsight.directory.v1";

  private Topics() {}
}
