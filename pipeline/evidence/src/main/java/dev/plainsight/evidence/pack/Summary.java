package dev.plainsight.evidence.pack;

import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.control.State;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code summary.html}: scope, coverage, gaps and exceptions on the first screen, then one line a
 * control. A function of the manifest and of each {@code control.json}, so that it is verified by
 * making it again. The service auditor's columns are blank.
 */
public final class Summary {
  private Summary() {}

  /** A control's wording in the period. */
  public record Words(
      String id, String title, List<String> criteria, String statement, String test) {
    public static Words of(String controlJson) {
      Json.Fields fields = Json.fields(controlJson);
      return new Words(
          fields.text("id"),
          fields.text("title"),
          fields.texts("criteria"),
          fields.text("statement"),
          fields.text("test"));
    }
  }

  public static String html(Manifest manifest, List<Words> words) {
    Map<String, Words> byId = new HashMap<>();
    words.forEach(each -> byId.put(each.id(), each));
    StringBuilder rows = new StringBuilder();
    manifest.controls().stream()
        .sorted(Comparator.comparing(ControlSummary::state, Comparator.reverseOrder()))
        .forEach(control -> rows.append(row(control, byId.get(control.id()))));
    return PackageBuilder.resource("summary.html")
        .replace("${organisation}", escaped(manifest.organisation()))
        .replace("${kind}", kind(manifest))
        .replace("${from}", manifest.period().from().toString())
        .replace("${to}", manifest.period().to().toString())
        .replace("${figures}", figures(manifest.figures()))
        .replace("${key}", escaped(manifest.keyFingerprint()))
        .replace("${controls}", rows);
  }

  private static String kind(Manifest manifest) {
    return manifest.type().equals("type1")
        ? "Type 1, as of one day. Operating effectiveness not tested; one walkthrough item a control."
        : "Type 2, over a period.";
  }

  private static String figures(Figures figures) {
    String sealed = figures.lastSealedDay().isEmpty() ? "none" : figures.lastSealedDay();
    return figure("Exceptions", figures.exceptions())
        + figure("Coverage of expected device-minutes, percent", figures.coverage())
        + figure("Gap, device-minutes", figures.gapMinutes())
        + figure("Events received", figures.events())
        + figure("Events missing and not declared dropped", figures.missing())
        + figure("Access findings enclosed, all versions", figures.findings())
        + figure("Records enclosed that are in a sealed day", figures.sealedRows())
        + figure(
            "Records enclosed that were recorded after the last sealed day", figures.unsealedRows())
        + figure("Last sealed day", sealed)
        + figure("Assurance", "L2: hashed and signed; no timestamp, no outside witness");
  }

  private static String figure(String name, Object value) {
    return "<tr><th>" + name + "</th><td>" + value + "</td></tr>\n";
  }

  private static String row(ControlSummary control, @Nullable Words words) {
    if (words == null) {
      throw new IllegalArgumentException("control " + control.id() + " has no control.json");
    }
    return "<tr><td>"
        + escaped(String.join(", ", words.criteria()))
        + "</td><td><b>"
        + escaped(control.id() + " " + words.title())
        + "</b><br>"
        + escaped(words.statement())
        + "</td><td>"
        + escaped(words.test())
        + "<br>"
        + "%d items on %d days; %d days without a recorded daily run"
            .formatted(control.population(), control.days(), control.daysWithoutRun())
        + "</td><td>"
        + result(control)
        + "</td><td></td><td></td></tr>\n";
  }

  private static String result(ControlSummary control) {
    String exceptions = control.state() == State.EXCEPTION ? ": " + control.exceptions() : "";
    String open =
        control.daysNotTestable() == 0
            ? ""
            : "<br>" + control.daysNotTestable() + " days not testable";
    return control.state().text().replace('_', ' ') + exceptions + open;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
