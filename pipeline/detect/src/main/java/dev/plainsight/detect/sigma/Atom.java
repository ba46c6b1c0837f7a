package dev.plainsight.detect.sigma;

import java.util.Collection;

/**
 * One check of one field: what rules share, and what is computed once an event.
 *
 * @param field empty: any field of the event (a keyword)
 */
record Atom(String field, Check check) implements Node {
  @Override
  public boolean holds(SigmaEvent event) {
    if (field.isEmpty()) {
      return event.fields().values().stream().anyMatch(value -> holds(value, event));
    }
    Object value = event.fields().get(field);
    if (check instanceof Check.Exists exists) {
      return (value != null) == exists.wanted();
    }
    return value == null ? check instanceof Check.Null : holds(value, event);
  }

  private boolean holds(Object value, SigmaEvent event) {
    if (value instanceof Collection<?> many) {
      for (Object one : many) {
        if (one != null && check.holds(one, event)) {
          return true;
        }
      }
      return false;
    }
    return check.holds(value, event);
  }
}
