package dev.plainsight.dashboard;

import dev.plainsight.contract.Settings;
import dev.plainsight.contract.SettingsException;
import dev.plainsight.dashboard.evidence.EvidenceSettings;
import dev.plainsight.store.StoreAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The settings in force; see {@code dashboard.yaml}.
 *
 * @param evidence how controls are tested, days sealed and packages kept
 */
public record DashboardSettings(
    String bind,
    int port,
    Path data,
    boolean secureCookies,
    int sessionMinutes,
    StoreAddress store,
    EvidenceSettings evidence,
    String firstTeam,
    String firstPerson,
    String signInsFile) {

  /** Reads {@code --settings FILE}, or the defaults, and the environment. */
  public static DashboardSettings load(List<String> args, Map<String, String> environment) {
    int at = args.indexOf("--settings");
    if (at >= 0 && at + 1 == args.size()) {
      throw new SettingsException("--settings needs a file");
    }
    Path file = at < 0 ? null : Path.of(args.get(at + 1));
    return of(Settings.load(DashboardMain.class, "/dashboard.yaml", file, environment));
  }

  private static DashboardSettings of(Settings settings) {
    return new DashboardSettings(
        settings.text("web.bind"),
        (int) settings.number("web.port", 0, 65_535),
        settings.path("web.data"),
        settings.flag("web.secure-cookies"),
        (int) settings.number("web.session-minutes", 1, 1_440),
        new StoreAddress(
            settings.text("store.url"),
            settings.text("store.user"),
            password(settings.text("store.password-file"))),
        EvidenceSettings.of(settings),
        settings.text("first.team"),
        settings.text("first.person"),
        settings.text("first.sign-ins-file"));
  }

  private static String password(String file) {
    if (file.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new SettingsException(
          "cannot read the store's password from "
              + file
              + " (store.password-file): "
              + e
              + "; write it there on one line, readable by this account",
          e);
    }
  }
}
