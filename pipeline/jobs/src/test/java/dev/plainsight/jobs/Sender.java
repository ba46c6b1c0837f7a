package dev.plainsight.jobs;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.Topics;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A device as the log sees it: batches of one epoch, chained as the contract asks. */
final class Sender {
  static final long MONDAY_0900 = 1_773_046_800_000L;

  private final String deviceId;
  private final BatchCodec codec = new BatchCodec();
  private final List<RawRecord> records = new ArrayList<>();
  private byte[] previousHash = HashChain.start();
  private long nextSeq;

  Sender(String deviceId) {
    this.deviceId = deviceId;
  }

  /** Sends the events as one batch. */
  Sender sends(ActivityEvent... events) {
    EventBatch batch =
        EventBatch.newBuilder()
            .setDeviceId(deviceId)
            .setBootEpoch(1)
            .setFirstSeq(nextSeq)
            .setPreviousHash(ByteBuffer.wrap(previousHash))
            .setSentAt(MONDAY_0900)
            .setEvents(List.of(events))
            .build();
    byte[] bytes = codec.encode(batch);
    previousHash = HashChain.link(bytes);
    nextSeq += events.length;
    return sendsBytes(bytes);
  }

  /** Sends bytes as they are. */
  Sender sendsBytes(byte[] bytes) {
    records.add(
        new RawRecord(Topics.ACTIVITY, 0, records.size(), MONDAY_0900 + 60_000, deviceId, bytes));
    return this;
  }

  /** Sends canaries, where they are sent. */
  Sender sends(List<CanaryRecords.Sent> canaries) {
    for (CanaryRecords.Sent sent : canaries) {
      records.add(
          new RawRecord(
              Topics.CANARY, 0, records.size(), sent.atMs(), sent.device(), sent.bytes()));
    }
    return this;
  }

  /** The device goes on as if the next events had been sent; they never arrive. */
  Sender loses(ActivityEvent... events) {
    sends(events);
    records.remove(records.size() - 1);
    return this;
  }

  /** The last batch comes once more. */
  Sender repeats() {
    return sendsBytes(records.get(records.size() - 1).bytes());
  }

  List<RawRecord> records() {
    return List.copyOf(records);
  }

  static ActivityEvent failedLogon(String source, String account, long second) {
    return logon(LogonAction.FAILED, Outcome.FAILURE, source, account, second);
  }

  static ActivityEvent logon(String source, String account, long second) {
    return logon(LogonAction.LOGON, Outcome.SUCCESS, source, account, second);
  }

  private static ActivityEvent logon(
      LogonAction action, Outcome outcome, String source, String account, long second) {
    long at = MONDAY_0900 + second * 1_000;
    return ActivityEvent.newBuilder()
        .setOccurredAt(at)
        .setEndedAt(at)
        .setUser(account)
        .setLogon(
            Logon.newBuilder()
                .setAction(action)
                .setLogonType(LogonType.SSH)
                .setOutcome(outcome)
                .setTargetUser(account)
                .setSourceIp(source)
                .setService("sshd")
                .build())
        .build();
  }
}
