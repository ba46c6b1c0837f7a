package dev.plainsight.agent;

import dev.plainsight.agent.redaction.RedactionPolicy;
import dev.plainsight.agent.redaction.TitlePolicy;
import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.Limits;
import dev.plainsight.contract.Settings;
import dev.plainsight.contract.SettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agent's settings, typed and checked; agent.yaml documents each. */
final class AgentSettings {
  private static final long DAY_MS = 86_400_000;
  private final Settings settings;

  private AgentSettings(Settings settings) {
    this.settings = settings;
  }

  static AgentSettings load(@Nullable Path file) {
    return load(file, Map.of());
  }

  /** {@code given}: keys that the command line sets; they win over everything. */
  static AgentSettings load(@Nullable Path file, Map<String, String> given) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    given.forEach((key, value) -> environment.put(Settings.variable(key), value));
    return new AgentSettings(Settings.load(AgentSettings.class, "/agent.yaml", file, environment));
  }

  /** SHA-256 over all that decides what is collected and told, hex. */
  String hash() {
    String all =
        String.join(
            "\n",
            deviceId(),
            bootstrap(),
            spoolBytesMax() + " " + lingerMs() + " " + heartbeatMs() + " " + idleAfterMs(),
            isSiteNotice() + " " + presence() + " " + processes() + " " + logins(),
            loginsFile("auth_log") + " " + loginsFile("wtmp") + " " + loginsFile("btmp"),
            redaction().toString());
    byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(HashChain.sha256().digest(bytes));
  }

  String deviceId() {
    String set = settings.text("device.id");
    String id = set.isEmpty() ? hostName() : set;
    if (!Limits.isDeviceId(id)) {
      throw new SettingsException(
          "'device.id' is '" + id + "'; it must be letters, digits, '.', '_', '-', at most 128");
    }
    return id;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "_");
    } catch (UnknownHostException e) {
      throw new SettingsException("this machine has no host name; set 'device.id'", e);
    }
  }

  Path folder() {
    return settings.path("data");
  }

  String bootstrap() {
    return settings.text("kafka.bootstrap");
  }

  long spoolBytesMax() {
    return settings.number("spool.bytes_max", 4L << 20, 64L << 30);
  }

  long lingerMs() {
    return settings.number("spool.linger_ms", 0, DAY_MS);
  }

  boolean isSiteNotice() {
    return choice("notice.mode", "site", "person").equals("site");
  }

  long heartbeatMs() {
    return settings.number("heartbeat.every_ms", 1_000, DAY_MS);
  }

  boolean presence() {
    return settings.flag("presence.enabled");
  }

  long idleAfterMs() {
    return settings.number("presence.idle_after_ms", 1_000, DAY_MS);
  }

  boolean processes() {
    return settings.flag("processes.enabled");
  }

  boolean logins() {
    return settings.flag("logins.enabled");
  }

  /** A path of the settings by its key; empty text means: not read. */
  String loginsFile(String name) {
    return settings.text("logins." + name);
  }

  RedactionPolicy redaction() {
    String titles = choice("redaction.titles", "off", "app_only", "masked", "full");
    return new RedactionPolicy(
        TitlePolicy.valueOf(titles.toUpperCase(Locale.ROOT)),
        settings.flag("redaction.domains"),
        settings.flag("redaction.commands"),
        settings.flag("redaction.command_lines"));
  }

  /** YAML reads a bare off as false. */
  private String choice(String key, String... choices) {
    String value = settings.text(key).equals("false") ? "off" : settings.text(key);
    for (String choice : choices) {
      if (choice.equals(value)) {
        return choice;
      }
    }
    throw new SettingsException(
        "'" + key + "' is '" + value + "'; it must be one of " + String.join(", ", choices));
  }
}
