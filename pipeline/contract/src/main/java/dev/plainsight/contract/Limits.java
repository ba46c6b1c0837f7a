package dev.plainsight.contract;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.Device;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.Process;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * The bounds of every field. A device that goes over one is broken or hostile: its batch is refused
 * with the field, the value and the limit, and nothing behind this line needs to guard against
 * size.
 */
public final class Limits {
  /** Events in one batch. */
  public static final int EVENTS_MAX = 1_000;

  /** Characters of a title, a path, a reason. */
  public static final int TEXT_CHARS_MAX = 1_024;

  /** Characters of a command line; longer ones are cut on the device. */
  public static final int COMMAND_CHARS_MAX = 8_192;

  /** Entries of a list inside an event. */
  public static final int LIST_MAX = 64;

  /** A slice of presence is at most 60 s; a clock step within it may stretch it. */
  public static final long SLICE_MS_MAX = 120_000;

  private static final Pattern DEVICE_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private Limits() {}

  /** Letters, digits, dot, underscore, hyphen; at most 128. */
  public static boolean isDeviceId(String text) {
    return DEVICE_ID.matcher(text).matches();
  }

  /** The first limit the batch breaks, in words; empty where it keeps them all. */
  public static Optional<String> firstBroken(EventBatch batch) {
    if (!isDeviceId(batch.getDeviceId())) {
      return broken("device_id", "'" + cut(batch.getDeviceId()) + "'", DEVICE_ID.pattern());
    }
    if (batch.getBootEpoch() < 0 || batch.getFirstSeq() < 0) {
      return broken(
          "boot_epoch, first_seq", batch.getBootEpoch() + ", " + batch.getFirstSeq(), "0 or more");
    }
    int events = batch.getEvents().size();
    if (events < 1 || events > EVENTS_MAX) {
      return broken("events", events + "", "1.." + EVENTS_MAX);
    }
    if (batch.getPreviousHash().remaining() != HashChain.HASH_BYTES) {
      return broken("previous_hash", batch.getPreviousHash().remaining() + " bytes", "32 bytes");
    }
    Optional<String> head = firstLong(batch, "");
    for (int i = 0; head.isEmpty() && i < events; i++) {
      head = firstBroken(batch.getEvents().get(i), "events[" + i + "].");
    }
    return head;
  }

  private static Optional<String> firstBroken(ActivityEvent event, String at) {
    List<Object> kinds = kinds(event);
    if (kinds.size() != 1) {
      return broken(at + "presence/logon/process/device/agent", kinds.size() + " set", "exactly 1");
    }
    long lengthMs = event.getEndedAt() - event.getOccurredAt();
    if (lengthMs < 0) {
      return broken(at + "ended_at", lengthMs + " ms after occurred_at", "0 ms or more");
    }
    Optional<String> text = firstLong(event, at);
    if (text.isEmpty()) {
      text = firstLong((SpecificRecord) kinds.get(0), at);
    }
    Presence presence = event.getPresence();
    return text.isEmpty() && presence != null ? firstBroken(presence, lengthMs, at) : text;
  }

  private static List<Object> kinds(ActivityEvent event) {
    Presence presence = event.getPresence();
    Logon logon = event.getLogon();
    Process process = event.getProcess();
    Device device = event.getDevice();
    AgentState agent = event.getAgent();
    return Stream.<Object>of(
            Optional.ofNullable(presence),
            Optional.ofNullable(logon),
            Optional.ofNullable(process),
            Optional.ofNullable(device),
            Optional.ofNullable(agent))
        .flatMap(kind -> ((Optional<?>) kind).stream())
        .<Object>map(kind -> kind)
        .toList();
  }

  private static Optional<String> firstBroken(Presence slice, long lengthMs, String at) {
    if (lengthMs > SLICE_MS_MAX) {
      return broken(at + "presence", lengthMs + " ms long", "at most " + SLICE_MS_MAX + " ms");
    }
    int least =
        Math.min(
            Math.min(Math.min(slice.getKeys(), slice.getClicks()), slice.getMoves()),
            Math.min(Math.min(slice.getWheel(), slice.getGapN()), slice.getPathPx()));
    return least < 0 ? broken(at + "presence counts", least + "", "0 or more") : Optional.empty();
  }

  /**
   * Checks each text and list field of the record by its schema, so that a new field is bounded
   * too.
   */
  private static Optional<String> firstLong(SpecificRecord record, String at) {
    var fields = record.getSchema().getFields();
    for (int i = 0; i < fields.size(); i++) {
      Object value = record.get(i);
      String name = fields.get(i).name();
      if (value instanceof String text && text.length() > charsMax(name)) {
        return broken(at + name, text.length() + " characters", "at most " + charsMax(name));
      }
      if (value instanceof List<?> list && !name.equals("events") && list.size() > LIST_MAX) {
        return broken(at + name, list.size() + " entries", "at most " + LIST_MAX);
      }
    }
    return Optional.empty();
  }

  private static int charsMax(String field) {
    return field.startsWith("command") ? COMMAND_CHARS_MAX : TEXT_CHARS_MAX;
  }

  private static Optional<String> broken(String field, String value, String limit) {
    return Optional.of(field + " is " + value + "; the limit is " + limit);
  }

  private static String cut(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "…";
  }
}
