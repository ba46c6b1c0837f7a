package dev.plainsight.jobs;

import dev.plainsight.detect.Finding;
import dev.plainsight.detect.canary.CanaryName;
import dev.plainsight.detect.risk.Case;
import dev.plainsight.store.CanaryRow;
import java.time.LocalDate;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** That a rule found its canary. What other rules find of it is no matter: it is made for one. */
final class FoundCanaries {
  private FoundCanaries() {}

  private static void tell(String name, String rule, String id, Collector<CanaryRow> out) {
    if (CanaryName.rule(name).equals(rule)) {
      out.collect(
          CanaryRow.found(
              LocalDate.parse(CanaryName.day(name)).toEpochDay(),
              rule,
              System.currentTimeMillis(),
              id));
    }
  }

  static final class InFindings implements FlatMapFunction<Finding, CanaryRow> {
    private static final long serialVersionUID = 1;

    @Override
    public void flatMap(Finding finding, Collector<CanaryRow> out) {
      if (CanaryName.isOf(finding) && !finding.retracted()) {
        tell(CanaryName.of(finding), finding.rule(), finding.id(), out);
      }
    }
  }

  static final class InCases implements FlatMapFunction<Case, CanaryRow> {
    private static final long serialVersionUID = 1;

    @Override
    public void flatMap(Case opened, Collector<CanaryRow> out) {
      if (!opened.retracted()) {
        tell(opened.subject().key(), "RK-01", opened.id(), out);
      }
    }
  }
}
