package dev.plainsight.dashboard.evidence;

import dev.plainsight.contract.SettingsException;
import dev.plainsight.evidence.EvidenceDay;
import dev.plainsight.evidence.seal.SealFolder;
import dev.plainsight.evidence.seal.SealKey;
import dev.plainsight.store.Store;
import dev.plainsight.store.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * Where evidence finds its store and keeps its own: {@code PLAINSIGHT_STORE_URL}, {@code _USER},
 * {@code _PASSWORD_FILE}, {@code PLAINSIGHT_HOME} (below it {@code evidence/keys}, {@code
 * evidence/seals} and {@code packages}), {@code PLAINSIGHT_ORGANISATION}, {@code
 * PLAINSIGHT_EVIDENCE_SETTLE_DAYS}.
 *
 * @param settleDays how long late data is awaited
 */
public record EvidenceSettings(
    StoreAddress store, Path keys, Path seals, Path packages, String organisation, int settleDays) {
  /** Seven days: as long as detection waits for a laptop that was shut. */
  static final int SETTLE_DAYS = 7;

  public static EvidenceSettings of(Map<String, String> environment) {
    Path home =
        Path.of(
            environment.getOrDefault(
                "PLAINSIGHT_HOME", System.getProperty("user.home") + "/.plainsight"));
    return new EvidenceSettings(
        new StoreAddress(
            environment.getOrDefault("PLAINSIGHT_STORE_URL", "http://127.0.0.1:8123"),
            environment.getOrDefault("PLAINSIGHT_STORE_USER", "plainsight"),
            password(environment.getOrDefault("PLAINSIGHT_STORE_PASSWORD_FILE", ""))),
        home.resolve("evidence/keys"),
        home.resolve("evidence/seals"),
        Path.of(
            environment.getOrDefault(
                "PLAINSIGHT_EVIDENCE_PACKAGES", home.resolve("packages").toString())),
        environment.getOrDefault("PLAINSIGHT_ORGANISATION", "plainsight"),
        settleDays(environment.getOrDefault("PLAINSIGHT_EVIDENCE_SETTLE_DAYS", SETTLE_DAYS + "")));
  }

  /** The same with another wait for late data. */
  EvidenceSettings settling(int days) {
    return new EvidenceSettings(store, keys, seals, packages, organisation, days);
  }

  /** The daily work on an open store; the key is made at first use. */
  public EvidenceDay day(Store open, InstantSource clock) {
    return new EvidenceDay(
        new StoreRecords(open),
        new SealFolder(seals),
        SealKey.in(keys, organisation),
        organisation,
        settleDays,
        clock);
  }

  private static int settleDays(String text) {
    if (!text.matches("\\d{1,2}")) {
      throw new SettingsException(
          "PLAINSIGHT_EVIDENCE_SETTLE_DAYS is '" + text + "'; it must be 0..60");
    }
    return Integer.parseInt(text);
  }

  private static String password(String file) {
    try {
      return file.isEmpty() ? "" : Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new SettingsException(
          "cannot read the store's password from "
              + file
              + " (PLAINSIGHT_STORE_PASSWORD_FILE): "
              + e,
          e);
    }
  }
}
