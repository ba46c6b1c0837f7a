package dev.plainsight.dashboard.evidence;

import dev.plainsight.contract.Settings;
import dev.plainsight.contract.SettingsException;
import dev.plainsight.evidence.EvidenceDay;
import dev.plainsight.evidence.seal.SealFolder;
import dev.plainsight.evidence.seal.SealKey;
import dev.plainsight.store.Store;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.Locale;

/**
 * How evidence works here; see {@code evidence} in {@code dashboard.yaml}.
 *
 * @param folder what it keeps of its own: {@code keys} and {@code seals}
 * @param packages an empty path where there is no folder of packages
 * @param settleDays how long late data is awaited
 * @param daily whether this dashboard does the daily round
 * @param at when the round is due, UTC
 * @param build of which periods the round builds packages
 */
public record EvidenceSettings(
    Path folder,
    Path packages,
    String organisation,
    int settleDays,
    boolean daily,
    LocalTime at,
    Whole build) {

  public static EvidenceSettings of(Settings settings) {
    return new EvidenceSettings(
        settings.path("evidence.folder"),
        settings.path("evidence.packages"),
        settings.text("evidence.organisation"),
        (int) settings.number("evidence.settle-days", 0, 60),
        settings.flag("evidence.daily"),
        time(settings.text("evidence.at")),
        whole(settings.text("evidence.build")));
  }

  /** The same with another wait for late data. */
  EvidenceSettings settling(int days) {
    return new EvidenceSettings(folder, packages, organisation, days, daily, at, build);
  }

  Path keys() {
    return folder.resolve("keys");
  }

  Path seals() {
    return folder.resolve("seals");
  }

  /** The daily work on an open store; the key is made at first use. */
  EvidenceDay day(Store open, InstantSource clock) {
    return new EvidenceDay(
        new StoreRecords(open),
        new SealFolder(seals()),
        SealKey.in(keys(), organisation),
        organisation,
        settleDays,
        clock);
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new SettingsException(
          "'evidence.at' is '" + text + "'; it must be a time of day such as 03:00", e);
    }
  }

  private static Whole whole(String text) {
    try {
      return Whole.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "'evidence.build' is '" + text + "'; it must be never, week or month", e);
    }
  }
}
