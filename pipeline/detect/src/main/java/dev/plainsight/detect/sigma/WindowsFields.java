package dev.plainsight.detect.sigma;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a Windows event as JSON: {@code Event.System} and {@code Event.EventData} laid side
 * by side, attributes joined by an underscore ({@code Provider_Name}); what is flat stays as it is.
 */
final class WindowsFields {
  private WindowsFields() {}

  static Map<String, Object> read(Map<String, ?> json) {
    if (!(json.get("Event") instanceof Map<?, ?> event)) {
      return flat(json);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    event.forEach(
        (section, content) -> {
          if (content instanceof Map<?, ?> map && !"#attributes".equals(section)) {
            map.forEach((name, value) -> put(String.valueOf(name), value, fields));
          }
        });
    return fields;
  }

  private static Map<String, Object> flat(Map<String, ?> json) {
    Map<String, Object> fields = SigmaEvent.flat(json);
    Object provider = fields.get("SourceName");
    Object computer = fields.get("Hostname");
    if (provider != null) {
      fields.putIfAbsent("Provider_Name", provider);
    }
    if (computer != null) {
      fields.putIfAbsent("Computer", computer);
      fields.putIfAbsent("ComputerName", computer);
    }
    return fields;
  }

  private static void put(String name, @Nullable Object value, Map<String, Object> into) {
    if (value instanceof Map<?, ?> map) {
      if (map.get("#attributes") instanceof Map<?, ?> attributes) {
        attributes.forEach((attribute, text) -> put(name + "_" + attribute, text, into));
      }
      map.forEach(
          (inner, text) -> {
            if (!"#attributes".equals(inner)) {
              put("#text".equals(inner) ? name : String.valueOf(inner), text, into);
            }
          });
    } else if (value instanceof List<?> many) {
      into.put(
          name, many.stream().filter(java.util.Objects::nonNull).map(WindowsFields::text).toList());
    } else if (value != null) {
      into.put(name, value);
    }
  }

  private static Object text(Object value) {
    Object text = value instanceof Map<?, ?> map ? map.get("#text") : value;
    return text == null ? "" : text;
  }
}
