package dev.plainsight.detect.sigma;

import dev.plainsight.contract.avro.ActivityEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** The fields of our events by the names of their schema; what is not known is absent. */
final class OwnFields {
  private OwnFields() {}

  private static final String[] HEADER = names(ActivityEvent.SCHEMA$);

  private static final Map<Class<?>, String[]> KINDS = kinds();

  private static Map<Class<?>, String[]> kinds() {
    Map<Class<?>, String[]> kinds = new HashMap<>();
    for (Schema.Field field : ActivityEvent.SCHEMA$.getFields()) {
      for (Schema type : field.schema().isUnion() ? field.schema().getTypes() : List.<Schema>of()) {
        if (type.getType() == Schema.Type.RECORD) {
          kinds.put(SpecificData.get().getClass(type), names(type));
        }
      }
    }
    return kinds;
  }

  private static String[] names(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).toArray(String[]::new);
  }

  /** Reads them; returns which kind of event it is, such as {@code logon}. */
  static String read(ActivityEvent event, Map<String, Object> into) {
    String kind = "unknown";
    for (int i = 0; i < HEADER.length; i++) {
      Object value = event.get(i);
      if (value instanceof IndexedRecord record) {
        kind = HEADER[i];
        String[] names = Objects.requireNonNull(KINDS.get(record.getClass()));
        for (int j = 0; j < names.length; j++) {
          put(names[j], record.get(j), into);
        }
      } else if (value != null) {
        put(HEADER[i], value, into);
      }
    }
    return kind;
  }

  private static void put(String name, @Nullable Object value, Map<String, Object> into) {
    if (value instanceof Enum<?> constant) {
      if (!constant.name().equals("UNKNOWN")) {
        into.put(name, constant.name());
      }
    } else if (isKnown(value)) {
      into.put(name, value);
    }
  }

  private static boolean isKnown(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    return value instanceof Boolean || (value instanceof String text && !text.isEmpty());
  }
}
