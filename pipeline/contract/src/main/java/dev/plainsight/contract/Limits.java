package dev.plainsight.contract;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.EventBatch;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

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

  /** Bytes of a signature or a key. */
  public static final int BYTES_MAX = 256;

  /** The largest whole number that JSON readers keep exact: 2^53. */
  public static final long NUMBER_MAX = 1L << 53;

  /** 2299-12-31T23:59:59.999Z, the last moment ClickHouse's DateTime64 holds; the first is 1970. */
  public static final long TIME_MS_MAX = 10_413_791_999_999L;

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
    if (batch.getPreviousHash().remaining() != HashChain.HASH_BYTES) {
      return broken("previous_hash", batch.getPreviousHash().remaining() + " bytes", "32 bytes");
    }
    int events = batch.getEvents().size();
    if (events < 1 || events > EVENTS_MAX) {
      return broken("events", events + "", "1.." + EVENTS_MAX);
    }
    Optional<String> found = firstField(batch, "");
    for (int i = 0; found.isEmpty() && i < events; i++) {
      found = firstBroken(batch.getEvents().get(i), "events[" + i + "].");
    }
    return found;
  }

  private static Optional<String> firstBroken(ActivityEvent event, String at) {
    List<Field> kinds = kinds(event);
    if (kinds.size() != 1) {
      return broken(at + "presence/logon/process/device/agent", kinds.size() + " set", "exactly 1");
    }
    Optional<String> header = firstField(event, at);
    if (header.isPresent()) {
      return header;
    }
    long lengthMs = event.getEndedAt() - event.getOccurredAt();
    if (lengthMs < 0) {
      return broken(at + "ended_at", lengthMs + " ms after occurred_at", "0 ms or more");
    }
    if (event.getPresence() != null && lengthMs > SLICE_MS_MAX) {
      return broken(at + "presence", lengthMs + " ms long", "at most " + SLICE_MS_MAX + " ms");
    }
    Field kind = kinds.get(0);
    return firstField((SpecificRecord) event.get(kind.pos()), at + kind.name() + ".");
  }

  private static List<Field> kinds(ActivityEvent event) {
    return event.getSchema().getFields().stream()
        .filter(field -> event.get(field.pos()) instanceof SpecificRecord)
        .toList();
  }

  /** Checks each field of the record by its kind of value, so that a new field is bounded too. */
  private static Optional<String> firstField(SpecificRecord record, String at) {
    for (Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (!isWithin(field.name(), value)) {
        return value instanceof List<?> list && list.size() <= LIST_MAX
            ? firstEntry(field.name(), list, at)
            : broken(at + field.name(), told(value), limit(field.name(), value));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> firstEntry(String name, List<?> list, String at) {
    for (int i = 0; i < list.size(); i++) {
      if (!isWithin(name, list.get(i))) {
        return broken(at + name + "[" + i + "]", told(list.get(i)), limit(name, list.get(i)));
      }
    }
    return Optional.empty();
  }

  private static boolean isWithin(String name, @Nullable Object value) {
    if (value instanceof String text) {
      return text.length() <= charsMax(name);
    }
    if (value instanceof Long || value instanceof Integer) {
      long number = ((Number) value).longValue();
      return number >= least(name) && number <= most(name);
    }
    if (value instanceof Double real) {
      return real >= 0 && real <= Double.MAX_VALUE;
    }
    if (value instanceof ByteBuffer bytes) {
      return bytes.remaining() <= BYTES_MAX;
    }
    // The events of a batch have a bound of their own.
    return !(value instanceof List<?> list)
        || name.equals("events")
        || (list.size() <= LIST_MAX && list.stream().allMatch(each -> isWithin(name, each)));
  }

  private static String told(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length() + " characters";
    }
    if (value instanceof ByteBuffer bytes) {
      return bytes.remaining() + " bytes";
    }
    return value instanceof List<?> list ? list.size() + " entries" : value + "";
  }

  private static String limit(String name, @Nullable Object value) {
    if (value instanceof Number) {
      return value instanceof Double ? "0 or more, and finite" : least(name) + ".." + most(name);
    }
    if (value instanceof ByteBuffer) {
      return "at most " + BYTES_MAX;
    }
    return "at most " + (value instanceof List<?> ? LIST_MAX : charsMax(name));
  }

  private static long least(String field) {
    return switch (field) {
      case "previous_epoch_last_seq" -> -1;
      case "clock_offset_ms" -> -NUMBER_MAX;
      default -> 0;
    };
  }

  private static long most(String field) {
    return field.endsWith("_at") ? TIME_MS_MAX : NUMBER_MAX;
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
