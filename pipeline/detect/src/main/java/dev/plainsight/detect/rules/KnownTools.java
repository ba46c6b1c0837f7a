package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Device;
import dev.plainsight.contract.avro.DeviceAction;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The list of tools made to feign presence, by the signs that give them away. */
final class KnownTools {
  private static final String LIST = "/rules/WF-10/tools.yaml";
  private static final List<String> SIGNS = List.of("exe", "original_name", "sha256", "usb");

  /**
   * A tool and what gave it away.
   *
   * @param certain false for what has honest uses too, such as a programmable board
   */
  record Match(String tool, String sign, boolean certain) {}

  private final Map<String, Match> bySign = new HashMap<>();

  /** The list as shipped. */
  static KnownTools published() {
    try (InputStream in = KnownTools.class.getResourceAsStream(LIST)) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks " + LIST);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(LIST, e);
    }
  }

  static KnownTools parse(String yaml) {
    KnownTools tools = new KnownTools();
    List<Map<String, Object>> entries =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    entries.forEach(tools::add);
    return tools;
  }

  private void add(Map<String, Object> entry) {
    String name = String.valueOf(entry.get("name"));
    boolean certain = !Boolean.FALSE.equals(entry.get("certain"));
    entry.keySet().stream()
        .filter(key -> !SIGNS.contains(key) && !List.of("name", "certain", "about").contains(key))
        .findFirst()
        .ifPresent(key -> refuse(name, key));
    for (String sign : SIGNS) {
      if (entry.get(sign) instanceof List<?> values) {
        values.forEach(
            value -> put(sign, value.toString(), new Match(name, sign + " " + value, certain)));
      }
    }
  }

  private static void refuse(String tool, String key) {
    throw new IllegalArgumentException(
        LIST + ": tool '" + tool + "' has the unknown sign '" + key + "'; known: " + SIGNS);
  }

  private void put(String sign, String value, Match match) {
    bySign.put(key(sign, value), match);
  }

  private static String key(String sign, String value) {
    return sign + ":" + value.toLowerCase(Locale.ROOT);
  }

  /** The tool the event gives away, or null. */
  @Nullable Match in(ActivityEvent event) {
    Process process = event.getProcess();
    if (process != null) {
      return process.getAction() == ProcessAction.START ? in(process) : null;
    }
    Presence slice = event.getPresence();
    if (slice != null) {
      return in(slice);
    }
    Device device = event.getDevice();
    return device != null && device.getAction() == DeviceAction.ATTACH
        ? bySign.get(key("usb", device.getVendorId() + ":" + device.getProductId()))
        : null;
  }

  private @Nullable Match in(Process process) {
    Match match = bySign.get(key("exe", fileName(process.getExe())));
    if (match == null) {
      match = bySign.get(key("original_name", process.getOriginalName()));
    }
    return match == null ? bySign.get(key("sha256", process.getSha256())) : match;
  }

  private @Nullable Match in(Presence slice) {
    for (String device : slice.getInputDevices()) {
      Match match = bySign.get(key("usb", device));
      if (match != null) {
        return match;
      }
    }
    return null;
  }

  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
