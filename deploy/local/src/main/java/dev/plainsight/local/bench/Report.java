package dev.plainsight.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures by name: a table for people and, where asked for, JSON for machines. */
final class Report {
  private final Map<String, Object> figures = new LinkedHashMap<>();

  Report add(String name, Number value) {
    figures.put(name, Math.round(value.doubleValue() * 1000) / 1000.0);
    return this;
  }

  void print(@Nullable Path json) throws IOException {
    figures.forEach((name, value) -> System.out.printf(Locale.ROOT, "%-40s %15s%n", name, value));
    if (json != null) {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(json.toFile(), figures);
    }
  }
}
