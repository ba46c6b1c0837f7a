package dev.plainsight.local.eval;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a rule's state takes where the job keeps it: Flink's form of flat records. A
 * record has a byte of flags, and one before each part that may be null; a text its length and a
 * byte or two a character; a list its length.
 */
final class StateBytes {
  private static final String BASELINES = "dev.plainsight.detect.baseline";

  private StateBytes() {}

  /** The whole of it. */
  static int of(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof Record state) {
      int bytes = 1;
      for (RecordComponent part : state.getClass().getRecordComponents()) {
        bytes += 1 + of(read(part, state));
      }
      return bytes;
    }
    if (value instanceof Collection<?> list) {
      return Integer.BYTES + list.stream().mapToInt(StateBytes::of).sum();
    }
    if (value instanceof String text) {
      return text(text);
    }
    return value instanceof Long || value instanceof Double
        ? Long.BYTES
        : value instanceof Boolean ? 1 : Integer.BYTES;
  }

  /** Seven bits of the length, and of each character, a byte. */
  private static int text(String text) {
    int bytes = varint(text.length() + 1);
    for (int i = 0; i < text.length(); i++) {
      bytes += varint(text.charAt(i));
    }
    return bytes;
  }

  private static int varint(int value) {
    return value < 0x80 ? 1 : value < 0x4000 ? 2 : 3;
  }

  /** Of it, what says what is usual: habits, weeks, levels, sketches. */
  static int baselines(@Nullable Object value) {
    if (!(value instanceof Record state)) {
      return 0;
    }
    if (state.getClass().getPackageName().equals(BASELINES)) {
      return of(state);
    }
    int bytes = 0;
    for (RecordComponent part : state.getClass().getRecordComponents()) {
      bytes += baselines(read(part, state));
    }
    return bytes;
  }

  private static @Nullable Object read(RecordComponent part, Record state) {
    try {
      return part.getAccessor().invoke(state);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("states are public records: " + part, e);
    }
  }
}
