package dev.plainsight.jobs;

import dev.plainsight.detect.Finding;
import dev.plainsight.store.BatchRow;
import dev.plainsight.store.DeadLetterRow;
import dev.plainsight.store.DuplicateRow;
import dev.plainsight.store.LateRow;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The side doors: bad input is a result, not a log line. */
final class Outputs {
  static final OutputTag<DeadLetterRow> DEAD_LETTERS = tag("dead-letters", DeadLetterRow.class);
  static final OutputTag<DuplicateRow> DUPLICATES = tag("duplicates", DuplicateRow.class);
  static final OutputTag<BatchRow> BATCHES = tag("batches", BatchRow.class);
  static final OutputTag<Routed> ROUTED = tag("routed", Routed.class);
  static final OutputTag<Finding> INTAKE_FINDINGS = tag("intake-findings", Finding.class);

  /** Findings, as retracted, for the subject that they are no longer about. */
  static final OutputTag<Finding> LEFT = tag("left", Finding.class);

  static final OutputTag<LateRow> LATE = tag("late", LateRow.class);

  private Outputs() {}

  private static <T> OutputTag<T> tag(String name, Class<T> type) {
    return new OutputTag<>(name, TypeInformation.of(type));
  }
}
