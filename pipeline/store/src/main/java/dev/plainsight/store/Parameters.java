package dev.plainsight.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The values of a query's parameters, in the text form ClickHouse reads for their type. */
public final class Parameters {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private final Map<String, Object> values = new TreeMap<>();

  public static Parameters none() {
    return new Parameters();
  }

  /** For {@code {name:String}}. */
  public Parameters text(String name, String value) {
    values.put(name, value);
    return this;
  }

  /** For any whole number type. */
  public Parameters number(String name, long value) {
    values.put(name, Long.toString(value));
    return this;
  }

  /** For {@code {name:Date}}. */
  public Parameters day(String name, LocalDate value) {
    values.put(name, value.toString());
    return this;
  }

  /** For {@code {name:DateTime64(3, 'UTC')}}. */
  public Parameters at(String name, Instant value) {
    values.put(name, MILLIS.format(value));
    return this;
  }

  /** For {@code {name:Array(String)}}. */
  public Parameters texts(String name, List<String> value) {
    values.put(name, List.copyOf(value));
    return this;
  }

  Map<String, Object> values() {
    return values;
  }
}
