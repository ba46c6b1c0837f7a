package dev.plainsight.evidence.control;

import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The words of a control, as the resource folder {@code controls/<id>} holds them: what it states,
 * the query of its population, and the procedure a person would follow.
 *
 * @param columns of the population, in the query's order; all are text
 * @param published its parameters with their values
 */
public record ControlText(
    String id,
    String title,
    Map<String, @Nullable Object> yaml,
    List<String> columns,
    Map<String, String> published,
    String query,
    String procedure) {

  static ControlText of(String id) {
    Map<String, @Nullable Object> yaml =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(read(id, "control.yaml"));
    return new ControlText(
        id,
        text(id, yaml, "title"),
        yaml,
        list(id, yaml, "columns").stream().map(Object::toString).toList(),
        published(id, yaml),
        read(id, "query.sql"),
        read(id, "procedure.md"));
  }

  /** SHA-256 of the query's text, hex. */
  public String queryHash() {
    return Bytes.sha256Hex(query);
  }

  /** The statement, criteria and parameters as {@code control.json}. */
  public String json() {
    return Json.write(new LinkedHashMap<>(yaml)) + "\n";
  }

  public List<String> criteria() {
    return list(id, yaml, "criteria").stream().map(Object::toString).toList();
  }

  public String statement() {
    return text(id, yaml, "statement");
  }

  /** The test performed, in one sentence. */
  public String tested() {
    return text(id, yaml, "test");
  }

  private static Map<String, String> published(String id, Map<String, @Nullable Object> yaml) {
    Map<String, String> published = new TreeMap<>();
    if (yaml.get("parameters") instanceof Map<?, ?> parameters) {
      parameters.forEach(
          (name, entry) -> {
            Object value = entry instanceof Map<?, ?> bounds ? bounds.get("value") : null;
            if (value == null) {
              throw wrong(id, "parameter '" + name + "' has no value");
            }
            published.put(name.toString(), value.toString());
          });
    }
    return published;
  }

  private static String text(String id, Map<String, @Nullable Object> yaml, String name) {
    if (yaml.get(name) instanceof String text) {
      return text;
    }
    throw wrong(id, "'" + name + "' must be a text");
  }

  private static List<?> list(String id, Map<String, @Nullable Object> yaml, String name) {
    if (yaml.get(name) instanceof List<?> list) {
      return list;
    }
    throw wrong(id, "'" + name + "' must be a list");
  }

  private static IllegalArgumentException wrong(String id, String what) {
    return new IllegalArgumentException("controls/" + id + "/control.yaml: " + what);
  }

  private static String read(String id, String file) {
    String path = "/controls/" + id + "/" + file;
    try (InputStream in = ControlText.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
