package dev.plainsight.detect.sigma;

import dev.plainsight.contract.avro.ActivityEvent;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** The fields of our events by the names of their schema; what is not known is absent. */
final class OwnFields {
  private OwnFields() {}

  /** Reads them; returns which kind of event it is, such as {@code logon}. */
  static String read(ActivityEvent event, Map<String, Object> into) {
    String kind = "unknown";
    for (Schema.Field field : event.getSchema().getFields()) {
      Object value = event.get(field.pos());
      if (value instanceof IndexedRecord record) {
        kind = field.name();
        record
            .getSchema()
            .getFields()
            .forEach(each -> put(each.name(), record.get(each.pos()), into));
      } else {
        put(field.name(), value, into);
      }
    }
    return kind;
  }

  private static void put(String name, Object value, Map<String, Object> into) {
    if (value instanceof Enum<?> constant) {
      if (!constant.name().equals("UNKNOWN")) {
        into.put(name, constant.name());
      }
    } else if (isKnown(value)) {
      into.put(name, value);
    }
  }

  private static boolean isKnown(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    return value instanceof Boolean || (value instanceof String text && !text.isEmpty());
  }
}
