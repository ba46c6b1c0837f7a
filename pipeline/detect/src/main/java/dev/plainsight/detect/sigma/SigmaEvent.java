package dev.plainsight.detect.sigma;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An event as Sigma rules see it.
 *
 * @param logsources what it may be called; several where rules differ in how they name its source
 * @param fields by their names in Sigma's taxonomy; a value is text, a number, a truth value, a
 *     collection of these, or absent; none is null
 */
public record SigmaEvent(List<Logsource> logsources, Map<String, Object> fields) {

  /** Of any nested map: {@code {a: {b: 1}}} has the field {@code a.b}. */
  public static SigmaEvent of(Logsource logsource, Map<String, ?> nested) {
    return new SigmaEvent(List.of(logsource), flat(nested));
  }

  static Map<String, Object> flat(Map<?, ?> nested) {
    Map<String, Object> flat = new LinkedHashMap<>();
    flatten("", nested, flat);
    return flat;
  }

  private static void flatten(String prefix, Map<?, ?> nested, Map<String, Object> into) {
    nested.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner) {
            flatten(prefix + key + ".", inner, into);
          } else if (value instanceof Collection<?> many
              && many.stream().anyMatch(Map.class::isInstance)) {
            many.forEach(one -> put(prefix + key, one, into));
          } else if (value != null) {
            into.put(prefix + key, value);
          }
        });
  }

  /** The fields of maps in a list become fields with many values. */
  private static void put(String name, Object one, Map<String, Object> into) {
    Map<String, Object> flat = new LinkedHashMap<>();
    if (one instanceof Map<?, ?> map) {
      flatten(name + ".", map, flat);
    } else if (one != null) {
      flat.put(name, one);
    }
    flat.forEach((key, value) -> into.merge(key, value, SigmaEvent::both));
  }

  private static Object both(Object before, Object more) {
    List<Object> all = new java.util.ArrayList<>();
    for (Object each : new Object[] {before, more}) {
      if (each instanceof Collection<?> many) {
        all.addAll(many);
      } else {
        all.add(each);
      }
    }
    return all;
  }
}
