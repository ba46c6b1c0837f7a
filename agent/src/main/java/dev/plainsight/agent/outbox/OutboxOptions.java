package dev.plainsight.agent.outbox;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/** What an outbox is told at opening: two necessities, and the rest where it differs. */
public final class OutboxOptions {
  /** Half a second: a finding is due within five. */
  public static final long LINGER_MS_DEFAULT = 500;

  /** Weeks of one machine's activity. */
  public static final long SPOOL_BYTES_MAX_DEFAULT = 256L << 20;

  /** The smallest bound that still holds a few batches. */
  public static final long SPOOL_BYTES_MAX_MIN = 4L << 20;

  final String deviceId;
  final Path folder;
  String agentVersion = "";
  String configHash = "";
  String binaryHash = "";
  Epoch epoch = Epoch.counted();
  LongSupplier wallMs = System::currentTimeMillis;
  LongSupplier monotonicMs = () -> System.nanoTime() / 1_000_000;
  long lingerMs = LINGER_MS_DEFAULT;
  long spoolBytesMax = SPOOL_BYTES_MAX_DEFAULT;
  boolean fsync = true;
  boolean onlyFullBatches;
  Signer signer = Signer.NONE;
  Disk disk = Disk.REAL;

  /**
   * The defaults of a real agent, on the machine's clocks, heartbeats unsigned.
   *
   * @param deviceId given at enrolment; the key on the log
   * @param folder the spool's own, made where absent; one process at a time
   */
  public OutboxOptions(String deviceId, Path folder) {
    this.deviceId = deviceId;
    this.folder = folder;
  }

  /** What runs, as it goes into each batch. */
  public OutboxOptions versions(String agent, String config, String binary) {
    agentVersion = agent;
    configHash = config;
    binaryHash = binary;
    return this;
  }

  /** How this start is numbered. */
  public OutboxOptions epoch(Epoch numbering) {
    epoch = numbering;
    return this;
  }

  /** The device's clock (ms since 1970), and one that is never set (ms since boot). */
  public OutboxOptions clocks(LongSupplier wall, LongSupplier monotonic) {
    wallMs = wall;
    monotonicMs = monotonic;
    return this;
  }

  /** How long an event that is not urgent may wait for others, ms. */
  public OutboxOptions linger(long ms) {
    lingerMs = ms;
    return this;
  }

  /** Bound of the spool; over it the oldest waiting segments are given up, and it is said. */
  public OutboxOptions spoolBytesMax(long bytes) {
    spoolBytesMax = Math.max(bytes, SPOOL_BYTES_MAX_MIN);
    return this;
  }

  /** For simulated history: a frame survives a kill of the process, not a power cut. */
  public OutboxOptions withoutFsync() {
    fsync = false;
    return this;
  }

  /**
   * A batch closes at 500 events or {@link Outbox#flush()}, whatever the time: for what must repeat
   * to the byte.
   */
  public OutboxOptions onlyFullBatches() {
    onlyFullBatches = true;
    return this;
  }

  /** Signs the heartbeats. */
  public OutboxOptions signer(Signer heartbeats) {
    signer = heartbeats;
    return this;
  }

  OutboxOptions disk(Disk other) {
    disk = other;
    return this;
  }

  OutboxOptions spoolBytesMaxForTest(long bytes) {
    spoolBytesMax = bytes;
    return this;
  }
}
