package dev.plainsight.evidence.pack;

import dev.plainsight.detect.Finding;
import dev.plainsight.evidence.Times;
import java.util.List;

/**
 * {@code findings.csv}: the findings for reading; the lines of JSON beside it are what is sealed.
 */
public final class FindingsTable {
  public static final List<String> COLUMNS =
      List.of(
          "id",
          "version",
          "retracted",
          "rule",
          "rule_version",
          "severity",
          "dimension",
          "entity",
          "person",
          "device_id",
          "started_at",
          "ended_at",
          "because",
          "found_at");

  private FindingsTable() {}

  /** The row of a finding. */
  public static List<String> cells(Finding finding, String foundAt) {
    return List.of(
        finding.id(),
        finding.version() + "",
        finding.retracted() ? "yes" : "no",
        finding.rule(),
        finding.ruleVersion() + "",
        finding.severity().name(),
        finding.dimension().name(),
        finding.entity(),
        finding.person(),
        finding.deviceId(),
        Times.text(finding.startedAt()),
        Times.text(finding.endedAt()),
        finding.because(),
        foundAt);
  }
}
