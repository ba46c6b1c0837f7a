package dev.plainsight.local.eval;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The figures, gathered once: as a table for people, as JSON for programs. */
final class Report {
  private final Map<String, Object> numbers = new LinkedHashMap<>();
  private final StringBuilder table = new StringBuilder();

  void title(String text) {
    table.append(System.lineSeparator()).append(text).append(System.lineSeparator());
  }

  /** A line of the table only. */
  void line(String format, Object... values) {
    table
        .append("  ")
        .append(String.format(Locale.ROOT, format, values))
        .append(System.lineSeparator());
  }

  /** Words below the line before, on as many lines as they need. */
  void wrapped(String words) {
    StringBuilder next = new StringBuilder();
    for (String word : words.split(" ", -1)) {
      if (next.length() + word.length() > 88) {
        line("    %s", next.toString().strip());
        next.setLength(0);
      }
      next.append(word).append(' ');
    }
    line("    %s", next.toString().strip());
  }

  /** A figure of both. */
  void figure(String key, String label, Object value) {
    numbers.put(key, value);
    line("%-52s %s", label, value instanceof Double number ? "%.1f".formatted(number) : value);
  }

  /** A figure of the JSON only. */
  void number(String key, Object value) {
    numbers.put(key, value);
  }

  String table() {
    return table.toString();
  }

  Map<String, Object> numbers() {
    return numbers;
  }

  void writeJson(Path file) throws IOException {
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), numbers);
  }
}
