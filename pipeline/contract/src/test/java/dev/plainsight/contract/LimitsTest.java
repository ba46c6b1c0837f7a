package dev.plainsight.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.Logon;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit lets its last value pass, and refuses the next with field, value and limit. */
class LimitsTest {
  /** A field, the last value that passes, the first that does not, and what is then said. */
  record Bound(String field, Object passes, Object refused, String told) {
    @Override
    public String toString() {
      return told;
    }
  }

  static Stream<Bound> bounds() {
    String text = "x".repeat(Limits.TEXT_CHARS_MAX);
    String command = "x".repeat(Limits.COMMAND_CHARS_MAX);
    long most = Limits.NUMBER_MAX;
    return Stream.of(
        bound("device_id", "x".repeat(128), "a b", "is 'a b'; the limit is [A-Za-z0-9._-]{1,128}"),
        bound("device_id", "x", "", "is ''; the limit is [A-Za-z0-9._-]{1,128}"),
        bound("boot_epoch", 0L, -1L, "is -1; the limit is 0..9007199254740992"),
        bound("boot_epoch", most, most + 1, "is 9007199254740993; the limit is 0.." + most),
        bound("first_seq", 0L, -1L, "is -1; the limit is 0.." + most),
        bound("previous_epoch_last_seq", -1L, -2L, "is -2; the limit is -1.." + most),
        bound("previous_hash", new byte[32], new byte[31], "is 31 bytes; the limit is 32 bytes"),
        bound("previous_hash", new byte[32], new byte[33], "is 33 bytes; the limit is 32 bytes"),
        bound(
            "sent_at",
            Limits.TIME_MS_MAX,
            Limits.TIME_MS_MAX + 1,
            "is 10413792000000; the limit is 0..10413791999999"),
        bound("monotonic_ms", 0L, -1L, "is -1; the limit is 0.." + most),
        bound("agent_version", text, text + "x", "is 1025 characters; the limit is at most 1024"),
        bound("config_hash", text, text + "x", "is 1025 characters; the limit is at most 1024"),
        bound("binary_hash", text, text + "x", "is 1025 characters; the limit is at most 1024"),
        bound("events[0].occurred_at", 0L, -1L, "is -1; the limit is 0..10413791999999"),
        bound("events[0].user", text, text + "x", "is 1025 characters; the limit is at most 1024"),
        bound(
            "events[0].presence.title",
            text,
            text + "x",
            "is 1025 characters; the limit is at most 1024"),
        bound("events[0].presence.keys", Integer.MAX_VALUE, -1, "is -1; the limit is 0.." + most),
        bound(
            "events[0].presence.gap_sum_sq",
            Double.MAX_VALUE,
            Double.NaN,
            "is NaN; the limit is 0 or more, and finite"),
        bound(
            "events[0].presence.gap_sum_sq",
            0.0,
            -0.5,
            "is -0.5; the limit is 0 or more, and finite"),
        bound(
            "events[0].presence.gap_sum_sq",
            0.0,
            Double.POSITIVE_INFINITY,
            "is Infinity; the limit is 0 or more, and finite"),
        bound(
            "events[0].presence.long_gaps_ms",
            copies(64, 7),
            copies(65, 7),
            "is 65 entries; the limit is at most 64"),
        bound(
            "events[0].presence.long_gaps_ms",
            List.of(0),
            List.of(0, -7),
            "[1] is -7; the limit is 0.." + most),
        bound(
            "events[0].presence.input_devices",
            copies(64, "a"),
            copies(65, "a"),
            "is 65 entries; the limit is at most 64"),
        bound(
            "events[0].presence.input_devices",
            List.of(text),
            List.of(text + "x"),
            "[0] is 1025 characters; the limit is at most 1024"),
        bound(
            "events[0].logon.source_ip",
            text,
            text + "x",
            "is 1025 characters; the limit is at most 1024"),
        bound(
            "events[0].logon.command",
            command,
            command + "x",
            "is 8193 characters; the limit is at most 8192"),
        bound(
            "events[0].process.command_line",
            command,
            command + "x",
            "is 8193 characters; the limit is at most 8192"),
        bound("events[0].process.pid", 0L, -1L, "is -1; the limit is 0.." + most),
        bound(
            "events[0].device.bytes_written",
            most,
            Long.MIN_VALUE,
            "is -9223372036854775808; the limit is 0.." + most),
        bound("events[0].agent.spool_depth", 0, -1, "is -1; the limit is 0.." + most),
        bound(
            "events[0].agent.clock_offset_ms",
            -most,
            -most - 1,
            "is -9007199254740993; the limit is -" + most + ".." + most),
        bound(
            "events[0].agent.signature",
            new byte[256],
            new byte[257],
            "is 257 bytes; the limit is at most 256"),
        bound(
            "events[0].agent.public_key",
            new byte[256],
            new byte[257],
            "is 257 bytes; the limit is at most 256"));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void theLastValuePassesAndTheNextIsNamed(Bound bound) {
    assertEquals(Optional.empty(), Limits.firstBroken(with(bound.field(), bound.passes())));
    assertEquals(
        Optional.of(bound.told()), Limits.firstBroken(with(bound.field(), bound.refused())));
  }

  /** Also of fields that this test does not know yet. */
  @Test
  void noFieldOfAnyRecordIsWithoutALimit() {
    for (ActivityEvent event : oneOfEachKind()) {
      for (SpecificRecord record : records(event)) {
        for (Schema.Field field : record.getSchema().getFields()) {
          Object huge = huge(field.schema());
          if (huge != null) {
            Object before = record.get(field.pos());
            record.put(field.pos(), huge);
            assertTrue(
                Limits.firstBroken(GoldenBatches.batch(event)).orElse("").contains(field.name()),
                field.name() + " of " + record.getSchema().getName() + " has no limit");
            record.put(field.pos(), before);
          }
        }
      }
      assertEquals(Optional.empty(), Limits.firstBroken(GoldenBatches.batch(event)));
    }
  }

  @Test
  void aBatchHasOneToAThousandEvents() {
    EventBatch batch = GoldenBatches.batch();
    assertBroken("events is 0; the limit is 1..1000", batch);
    batch.setEvents(Collections.nCopies(1_000, GoldenBatches.logon()));
    assertEquals(Optional.empty(), Limits.firstBroken(batch));
    batch.setEvents(Collections.nCopies(1_001, GoldenBatches.logon()));
    assertBroken("events is 1001; the limit is 1..1000", batch);
  }

  @Test
  void anEventIsOfExactlyOneKindAndTheRightOneIsNamed() {
    assertBroken(
        "events[1].presence/logon/process/device/agent is 0 set; the limit is exactly 1",
        GoldenBatches.batch(GoldenBatches.logon(), changed(event -> event.setLogon(null))));
    assertBroken(
        "events[0].presence/logon/process/device/agent is 2 set; the limit is exactly 1",
        GoldenBatches.batch(changed(event -> event.setAgent(AgentState.newBuilder().build()))));
  }

  @Test
  void anEventDoesNotEndBeforeItStarts() {
    assertEquals(
        Optional.empty(),
        Limits.firstBroken(
            GoldenBatches.batch(changed(event -> event.setEndedAt(event.getOccurredAt())))));
    assertBroken(
        "events[0].ended_at is -1 ms after occurred_at; the limit is 0 ms or more",
        GoldenBatches.batch(changed(event -> event.setEndedAt(event.getOccurredAt() - 1))));
  }

  @Test
  void aSliceIsAtMostTwoMinutesLong() {
    ActivityEvent slice = GoldenBatches.presence();
    slice.setEndedAt(slice.getOccurredAt() + Limits.SLICE_MS_MAX);
    assertEquals(Optional.empty(), Limits.firstBroken(GoldenBatches.batch(slice)));
    slice.setEndedAt(slice.getEndedAt() + 1);
    assertBroken(
        "events[0].presence is 120001 ms long; the limit is at most 120000 ms",
        GoldenBatches.batch(slice));
  }

  @Test
  void aLongDeviceIdIsNotToldWhole() {
    String told = Limits.firstBroken(with("device_id", "y".repeat(50_000))).orElse("");
    assertTrue(told.length() < 200, told);
  }

  private static Bound bound(String field, Object passes, Object refused, String told) {
    return new Bound(field, passes, refused, field + (told.startsWith("[") ? "" : " ") + told);
  }

  private static <T> List<T> copies(int count, T value) {
    return Collections.nCopies(count, value);
  }

  private static List<ActivityEvent> oneOfEachKind() {
    return List.of(
        GoldenBatches.presence(),
        GoldenBatches.logon(),
        GoldenBatches.process(),
        GoldenBatches.device(),
        GoldenBatches.agent());
  }

  /** The event, and what is in it. */
  private static List<SpecificRecord> records(ActivityEvent event) {
    return Stream.concat(
            Stream.of(event),
            event.getSchema().getFields().stream()
                .map(field -> event.get(field.pos()))
                .filter(SpecificRecord.class::isInstance)
                .map(SpecificRecord.class::cast))
        .toList();
  }

  private static @Nullable Object huge(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> "x".repeat(100_000);
      case BYTES -> ByteBuffer.allocate(100_000);
      case INT -> -1;
      case LONG -> Long.MIN_VALUE;
      case DOUBLE -> Double.NaN;
      case ARRAY ->
          copies(100_000, schema.getElementType().getType() == Schema.Type.INT ? (Object) 1 : "x");
      default -> null;
    };
  }

  /** A batch of one event, of the kind that the field is of, with the field set. */
  private static EventBatch with(String field, Object value) {
    List<String> path = Arrays.asList(field.replace("events[0].", "").split("\\.", -1));
    ActivityEvent event =
        path.size() < 2
            ? GoldenBatches.logon()
            : oneOfEachKind().stream().filter(e -> e.get(path.get(0)) != null).toList().get(0);
    EventBatch batch = GoldenBatches.batch(event);
    SpecificRecord record =
        path.size() == 2
            ? (SpecificRecord) event.get(path.get(0))
            : field.startsWith("events") ? event : batch;
    int position = record.getSchema().getField(path.get(path.size() - 1)).pos();
    record.put(position, value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
    return batch;
  }

  private static ActivityEvent changed(Consumer<ActivityEvent> change) {
    ActivityEvent event =
        ActivityEvent.newBuilder()
            .setOccurredAt(1_000)
            .setEndedAt(2_000)
            .setLogon(Logon.newBuilder().build())
            .build();
    change.accept(event);
    return event;
  }

  private static void assertBroken(String told, EventBatch batch) {
    assertEquals(Optional.of(told), Limits.firstBroken(batch));
  }
}
