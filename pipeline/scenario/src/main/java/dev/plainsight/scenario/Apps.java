package dev.plainsight.scenario;

import dev.plainsight.contract.presence.Scene;
import java.util.List;
import java.util.SplittableRandom;

/** What people have in front of them, by team; titles as they look after redaction. */
final class Apps {
  private static final Scene FIREFOX = web("Mozilla Firefox", "");
  private static final Scene SLACK = Scene.of("slack", "Slack");
  private static final Scene MAIL = Scene.of("thunderbird", "… — Thunderbird");
  private static final Scene WRITER = Scene.of("libreoffice", "… — LibreOffice Writer");
  private static final Scene CALC = Scene.of("libreoffice", "… — LibreOffice Calc");

  private static final List<Scene> ENGINEERING =
      List.of(
          Scene.of("code", "… — Visual Studio Code"),
          Scene.of("code", "… — Visual Studio Code"),
          Scene.of("gnome-terminal", "Terminal"),
          web("… — Mozilla Firefox", "github.com"),
          web("… — Mozilla Firefox", "stackoverflow.com"),
          SLACK);
  private static final List<Scene> SUPPORT =
      List.of(web("… — Mozilla Firefox", "helpdesk.example"), SLACK, MAIL, FIREFOX);
  private static final List<Scene> FINANCE =
      List.of(CALC, CALC, MAIL, web("… — Mozilla Firefox", "ledger.example"), WRITER);
  private static final List<Scene> SALES =
      List.of(web("… — Mozilla Firefox", "crm.example"), MAIL, SLACK, WRITER, FIREFOX);
  private static final List<Scene> DESIGN =
      List.of(
          Scene.of("figma", "… — Figma"),
          Scene.of("inkscape", "… — Inkscape"),
          web("… — Mozilla Firefox", "news.example"),
          SLACK);
  private static final List<Scene> OPERATIONS =
      List.of(
          Scene.of("gnome-terminal", "Terminal"),
          MAIL,
          web("… — Mozilla Firefox", "monitoring.example"),
          CALC,
          SLACK);

  private Apps() {}

  private static Scene web(String title, String domain) {
    return new Scene("firefox", title, domain, false, false, false);
  }

  static List<Scene> of(String team) {
    return switch (team) {
      case "Engineering" -> ENGINEERING;
      case "Support" -> SUPPORT;
      case "Finance" -> FINANCE;
      case "Sales" -> SALES;
      case "Design" -> DESIGN;
      default -> OPERATIONS;
    };
  }

  static Scene any(String team, SplittableRandom random) {
    List<Scene> scenes = of(team);
    return scenes.get(random.nextInt(scenes.size()));
  }

  /** The executables behind them, each once. */
  static List<String> executables(String team) {
    return of(team).stream().map(scene -> "/usr/bin/" + scene.app()).distinct().toList();
  }
}
