package dev.plainsight.jobs;

import dev.plainsight.contract.Reject;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.canary.CanaryName;
import dev.plainsight.detect.review.Review;
import dev.plainsight.detect.risk.Case;
import dev.plainsight.detect.risk.Subject;
import dev.plainsight.store.BatchRow;
import dev.plainsight.store.CanaryRow;
import dev.plainsight.store.DeadLetterRow;
import dev.plainsight.store.DuplicateRow;
import dev.plainsight.store.LateRow;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The job as a function of its source.
 *
 * <pre>
 * records -> decode -> intake (by device) -> events, routed -> detect (by entity) -> findings -> cases
 *              |          |-> batches -> silence (by device) --------------------------^
 *              |          |-> gaps, contradictions ---------------------------------------^
 *              '-> dead letters <-'-> duplicates                  '-> late
 * </pre>
 */
public record ActivityJob(
    DataStream<IdentifiedEvent> events,
    DataStream<BatchRow> batches,
    DataStream<Finding> findings,
    DataStream<Case> cases,
    DataStream<DeadLetterRow> deadLetters,
    DataStream<DuplicateRow> duplicates,
    DataStream<LateRow> late,
    DataStream<Review> reviews,
    DataStream<CanaryRow> canaries) {

  /** Over these streams, without databases of places. */
  public static ActivityJob over(DataStream<RawRecord> records, DataStream<PolicyRecord> policies) {
    return over(records, policies, List.of());
  }

  /**
   * Lays the operators over a stream of records; what leaves it is for the caller to keep.
   *
   * @param placesFiles databases of places, on every machine that runs a part of the job
   */
  public static ActivityJob over(
      DataStream<RawRecord> records, DataStream<PolicyRecord> policies, List<String> placesFiles) {
    SingleOutputStreamOperator<BatchRow> decoded =
        records.process(new Decode()).name("decode").uid("decode");
    SingleOutputStreamOperator<IdentifiedEvent> events =
        decoded
            .keyBy(row -> row.batch().getDeviceId())
            .connect(policies.broadcast(Thresholds.STATE, PolicyTexts.STATE))
            .process(new Intake())
            .name("intake")
            .uid("intake");
    DataStream<BatchRow> batches = events.getSideOutput(Outputs.BATCHES);
    SingleOutputStreamOperator<Finding> silences =
        batches
            .keyBy(row -> row.batch().getDeviceId())
            .connect(policies.broadcast(Thresholds.STATE))
            .process(new SilenceWatch())
            .name("silence")
            .uid("silence");
    SingleOutputStreamOperator<Finding> detected =
        events
            .getSideOutput(Outputs.ROUTED)
            .keyBy(Routed::key)
            .connect(policies.broadcast())
            .transform("detect", TypeInformation.of(Finding.class), new Detect(placesFiles))
            .uid("detect");
    DataStream<Finding> findings =
        detected.union(silences, events.getSideOutput(Outputs.INTAKE_FINDINGS));
    DataStream<Case> cases =
        findings
            .union(detected.getSideOutput(Outputs.LEFT))
            .keyBy(finding -> Subject.of(finding).toString())
            .connect(policies.broadcast())
            .transform("cases", TypeInformation.of(Case.class), new Gather())
            .uid("gather-cases");
    DataStream<DeadLetterRow> deadLetters =
        decoded
            .getSideOutput(Outputs.DEAD_LETTERS)
            .union(
                events.getSideOutput(Outputs.DEAD_LETTERS),
                detected.getSideOutput(Outputs.DEAD_LETTERS));
    return new ActivityJob(
        events.filter(event -> !CanaryName.is(event.getDeviceId())),
        batches.filter(row -> !CanaryName.is(row.batch().getDeviceId())),
        findings.filter(finding -> !CanaryName.isOf(finding)),
        cases.filter(opened -> !CanaryName.is(opened.subject().key())),
        deadLetters.filter(ActivityJob::isReal),
        events.getSideOutput(Outputs.DUPLICATES).filter(row -> !CanaryName.is(row.deviceId())),
        detected.getSideOutput(Outputs.LATE).filter(row -> !CanaryName.is(row.deviceId())),
        policies.flatMap(new Reviewed()).name("reviewed").uid("reviewed"),
        findings
            .flatMap(new FoundCanaries.InFindings())
            .name("canaries")
            .uid("canaries")
            .union(cases.flatMap(new FoundCanaries.InCases())));
  }

  /** A canary contradicts itself for AG-03; whoever feigns one, or breaks one, is a real matter. */
  private static boolean isReal(DeadLetterRow letter) {
    return !CanaryName.is(letter.key()) || letter.reason() != Reject.REPEATED_SEQ;
  }
}
