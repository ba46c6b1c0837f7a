package dev.plainsight.store;

import static dev.plainsight.store.Column.at;
import static dev.plainsight.store.Column.bytes;
import static dev.plainsight.store.Column.day;
import static dev.plainsight.store.Column.fixed;
import static dev.plainsight.store.Column.text;
import static dev.plainsight.store.Column.u32;
import static dev.plainsight.store.Column.u64;
import static dev.plainsight.store.Column.uuid;

import java.util.List;

/** What the road of events has to show: batches as sent, what was not taken, and the roster. */
public final class RoadTables {
  public static final Table<BatchRow> BATCHES =
      Table.of(
          "evidence.batches",
          List.of(),
          text("device_id", row -> row.batch().getDeviceId()),
          u64("boot_epoch", row -> row.batch().getBootEpoch()),
          u64("first_seq", row -> row.batch().getFirstSeq()),
          u64("last_seq", BatchRow::lastSeq),
          u64("previous_epoch_last_seq", row -> row.batch().getPreviousEpochLastSeq()),
          fixed("hash", BatchRow::hash),
          fixed("previous_hash", BatchRow::previousHash),
          at("sent_at", row -> row.batch().getSentAt()),
          at("received_at", BatchRow::receivedAt),
          u32("kafka_partition", BatchRow::kafkaPartition),
          u64("kafka_offset", BatchRow::kafkaOffset),
          text("agent_version", row -> row.batch().getAgentVersion()),
          text("config_hash", row -> row.batch().getConfigHash()),
          text("binary_hash", row -> row.batch().getBinaryHash()),
          at("first_occurred_at", BatchRow::firstOccurredAt),
          at("last_ended_at", BatchRow::lastEndedAt),
          bytes("bytes", BatchRow::bytes));

  public static final Table<DeadLetterRow> DEAD_LETTERS =
      Table.of(
          "evidence.dead_letters",
          List.of(),
          text("topic", DeadLetterRow::topic),
          u32("kafka_partition", DeadLetterRow::kafkaPartition),
          u64("kafka_offset", DeadLetterRow::kafkaOffset),
          at("received_at", DeadLetterRow::receivedAt),
          text("key", DeadLetterRow::key),
          text("reason", row -> row.reason().name()),
          text("detail", DeadLetterRow::detail),
          bytes("bytes", DeadLetterRow::bytes));

  public static final Table<DuplicateRow> DUPLICATES =
      Table.of(
          "evidence.duplicates",
          List.of(),
          u32("kafka_partition", DuplicateRow::kafkaPartition),
          u64("kafka_offset", DuplicateRow::kafkaOffset),
          at("received_at", DuplicateRow::receivedAt),
          text("device_id", DuplicateRow::deviceId),
          u64("boot_epoch", DuplicateRow::bootEpoch),
          u64("first_seq", DuplicateRow::firstSeq),
          u64("last_seq", DuplicateRow::lastSeq));

  public static final Table<LateRow> LATE =
      Table.of(
          "evidence.late",
          List.of(),
          text("device_id", LateRow::deviceId),
          u64("boot_epoch", LateRow::bootEpoch),
          u64("seq", LateRow::seq),
          text("dimension", LateRow::dimension),
          text("entity", LateRow::entity),
          at("occurred_at", LateRow::occurredAt),
          at("received_at", LateRow::receivedAt));

  public static final Table<RosterRow> ROSTER =
      Table.of(
          "evidence.roster",
          List.of(),
          text("device_id", RosterRow::deviceId),
          text("person", RosterRow::person),
          text("name", RosterRow::name),
          text("team", RosterRow::team),
          text("role", RosterRow::role),
          text("manager", RosterRow::manager),
          text("site", RosterRow::site),
          text("time_zone", RosterRow::timeZone),
          text("shift_start", RosterRow::shiftStart),
          text("shift_end", RosterRow::shiftEnd),
          day("expected_from", row -> row.expectedFrom().toEpochDay()),
          day("expected_to", row -> row.expectedTo().toEpochDay()),
          text("source", RosterRow::source),
          u64("version", RosterRow::version));

  public static final Table<AccessRow> ACCESS_LOG =
      Table.of(
          "evidence.access_log",
          List.of(),
          at("at", AccessRow::at),
          text("reader", AccessRow::reader),
          text("role", AccessRow::role),
          text("subject", AccessRow::subject),
          text("page", AccessRow::page),
          text("context", AccessRow::context),
          uuid("id", AccessRow::id));

  private RoadTables() {}
}
