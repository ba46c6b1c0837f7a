package dev.plainsight.evidence;

import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Measure;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Severity;

/** A finding as one line of JSON: the bytes that are sealed, and the line in a package. */
public final class FindingJson {
  private FindingJson() {}

  public static String write(Finding finding) {
    return Json.write(
        Json.object(
            "id", finding.id(),
            "version", finding.version(),
            "retracted", finding.retracted(),
            "rule", finding.rule(),
            "rule_version", finding.ruleVersion(),
            "purpose", finding.purpose(),
            "severity", finding.severity(),
            "dimension", finding.dimension(),
            "entity", finding.entity(),
            "person", finding.person(),
            "device_id", finding.deviceId(),
            "context", finding.context(),
            "started_at", Times.text(finding.startedAt()),
            "ended_at", Times.text(finding.endedAt()),
            "because", finding.because(),
            "measures", finding.measures().stream().map(FindingJson::measure).toList(),
            "events", finding.events().stream().map(FindingJson::range).toList(),
            "benign", finding.benign()));
  }

  private static Object measure(Measure measure) {
    return Json.object(
        "name", measure.name(),
        "observed", measure.observed(),
        "comparison", measure.comparison(),
        "threshold", measure.threshold(),
        "unit", measure.unit(),
        "own_median", measure.ownMedian(),
        "team_median", measure.teamMedian());
  }

  private static Object range(EventRange range) {
    return Json.object(
        "device_id", range.deviceId(),
        "boot_epoch", range.bootEpoch(),
        "first_seq", range.firstSeq(),
        "last_seq", range.lastSeq());
  }

  public static Finding read(String line) {
    Json.Fields fields = Json.fields(line);
    return new Finding(
        fields.text("id"),
        (int) fields.number("version"),
        fields.flag("retracted"),
        fields.text("rule"),
        (int) fields.number("rule_version"),
        Purpose.valueOf(fields.text("purpose")),
        Severity.valueOf(fields.text("severity")),
        Dimension.valueOf(fields.text("dimension")),
        fields.text("entity"),
        fields.text("person"),
        fields.text("device_id"),
        fields.text("context"),
        Times.ms(fields.text("started_at")),
        Times.ms(fields.text("ended_at")),
        fields.text("because"),
        fields.objects("measures").stream().map(FindingJson::measure).toList(),
        fields.objects("events").stream().map(FindingJson::range).toList(),
        fields.texts("benign"));
  }

  private static Measure measure(Json.Fields fields) {
    return new Measure(
        fields.text("name"),
        fields.real("observed"),
        fields.text("comparison"),
        fields.real("threshold"),
        fields.text("unit"),
        fields.real("own_median"),
        fields.real("team_median"));
  }

  private static EventRange range(Json.Fields fields) {
    return new EventRange(
        fields.text("device_id"),
        fields.number("boot_epoch"),
        fields.number("first_seq"),
        fields.number("last_seq"));
  }
}
