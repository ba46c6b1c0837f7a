package dev.plainsight.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The settings of one program: a shipped YAML file with every key and its default, overlaid by the
 * user's file, overlaid by the environment ({@code kafka.bootstrap} by {@code
 * PLAINSIGHT_KAFKA_BOOTSTRAP}). A key that the shipped file does not have stops the program and
 * names the nearest one; so does a value of the wrong kind or out of its range.
 */
public final class Settings {
  private static final String PREFIX = "PLAINSIGHT_";
  private final Map<String, String> values;
  private final String source;
  private final Set<String> ofEnvironment;

  private Settings(Map<String, String> values, String source, Set<String> ofEnvironment) {
    this.values = values;
    this.source = source;
    this.ofEnvironment = ofEnvironment;
  }

  /**
   * Reads all three layers.
   *
   * @param defaults resource of {@code owner}'s module, such as {@code /agent.yaml}
   * @param file the user's file, or null for none
   * @param environment usually {@code System.getenv()}
   */
  public static Settings load(
      Class<?> owner, String defaults, @Nullable Path file, Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>(shipped(owner, defaults));
    if (file != null) {
      overlay(values, userFile(file), file.toString());
    }
    Set<String> ofEnvironment = new HashSet<>(values.keySet());
    ofEnvironment.removeIf(key -> !environment.containsKey(variable(key)));
    values.replaceAll((key, value) -> environment.getOrDefault(variable(key), value));
    return new Settings(values, file == null ? "the defaults" : file.toString(), ofEnvironment);
  }

  /** The environment variable that overrides the key. */
  public static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  public String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no such setting: " + key);
    }
    return value;
  }

  public Path path(String key) {
    String text = text(key);
    return Path.of(
        text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text);
  }

  public boolean flag(String key) {
    String value = text(key);
    if (!value.equals("true") && !value.equals("false")) {
      throw wrong(key, value, "true or false");
    }
    return value.equals("true");
  }

  /** A whole number within {@code min..max}. */
  public long number(String key, long min, long max) {
    String value = text(key);
    try {
      long number = Long.parseLong(value.replace("_", ""));
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(key, value, "a whole number " + min + ".." + max);
    }
    throw wrong(key, value, min + ".." + max);
  }

  private SettingsException wrong(String key, String value, String must) {
    String variable = variable(key);
    String is = " is '" + value + "'; it must be " + must;
    return new SettingsException(
        ofEnvironment.contains(key)
            ? "environment variable " + variable + is
            : source + ": '" + key + "'" + is + " (or set " + variable + ")");
  }

  private static Map<String, String> shipped(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return flat(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static Map<String, String> userFile(Path file) {
    try {
      return flat(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new SettingsException("cannot read the settings file " + file + ": " + e, e);
    }
  }

  private static void overlay(Map<String, String> values, Map<String, String> over, String file) {
    over.forEach(
        (key, value) -> {
          if (!values.containsKey(key)) {
            throw new SettingsException(
                file + ": unknown key '" + key + "'; did you mean '" + nearest(key, values) + "'?");
          }
          values.put(key, value);
        });
  }

  private static String nearest(String key, Map<String, String> values) {
    return values.keySet().stream()
        .min(Comparator.comparingInt(known -> distance(key, known)))
        .orElse("");
  }

  /** Levenshtein's distance, by the usual two rows. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static Map<String, String> flat(String yaml, String source) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Object root = new Yaml(new SafeConstructor(options)).load(yaml);
      Map<String, String> flat = new LinkedHashMap<>();
      flatten("", root, flat, source);
      return flat;
    } catch (YAMLException e) {
      throw new SettingsException(source + " is not YAML: " + e.getMessage(), e);
    }
  }

  private static void flatten(
      String prefix, @Nullable Object node, Map<String, String> into, String source) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) ->
              flatten(prefix.isEmpty() ? key + "" : prefix + "." + key, value, into, source));
    } else if (!prefix.isEmpty()) {
      into.put(prefix, node == null ? "" : node.toString());
    } else if (node != null) {
      throw new SettingsException(source + " must be a list of 'key: value' lines");
    }
  }
}
