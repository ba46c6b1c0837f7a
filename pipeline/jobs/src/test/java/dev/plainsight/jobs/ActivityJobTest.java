package dev.plainsight.jobs;

import static dev.plainsight.jobs.Sender.failedLogon;
import static dev.plainsight.jobs.Sender.logon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.Reject;
import dev.plainsight.contract.Topics;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.risk.Case;
import dev.plainsight.store.CanaryRow;
import dev.plainsight.store.DeadLetterRow;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The whole job on a Flink mini cluster, from records to what leaves it. */
class ActivityJobTest {
  private static final String ATTACKER = "203.0.113.9";
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

  @Test
  void findsABruteForceAndTheGuessThatFollows() throws Exception {
    Sender host = new Sender("host-1");
    for (int i = 0; i < 6; i++) {
      host.sends(failedLogon(ATTACKER, "root", 5L * i));
    }
    host.sends(logon(ATTACKER, "root", 40));

    List<Finding> findings = leaving(host, ActivityJob::findings);

    assertTrue(rules(findings).containsAll(List.of("AC-01", "AC-02")), () -> "" + findings);
  }

  @Test
  void opensACaseOfWhatWasGuessed() throws Exception {
    Sender host = new Sender("host-1");
    for (int i = 0; i < 6; i++) {
      host.sends(failedLogon(ATTACKER, "root", 5L * i));
    }
    host.sends(logon(ATTACKER, "root", 40));

    List<Case> cases = leaving(host, ActivityJob::cases);

    assertEquals(
        List.of("PERSON:root"), cases.stream().map(one -> one.subject().toString()).toList());
    assertTrue(cases.get(0).risk() >= 60, () -> "" + cases);
  }

  /** AG-01 waits a quarter of an hour by the clock; the road test on real parts sees it too. */
  @Test
  void findsTheCanaryOfEachRuleAndTellsOfNoneAmongTheFindings() throws Exception {
    List<String> rules =
        RuleBook.published().rules().stream()
            .map(Rule::id)
            .filter(rule -> !rule.equals("AG-01"))
            .toList();
    Sender sender = new Sender("canaries");
    for (String rule : rules) {
      sender.sends(CanaryRecords.of(rule, DAY));
    }

    List<CanaryRow> found = leaving(sender, ActivityJob::canaries);

    assertEquals(
        rules, found.stream().map(CanaryRow::rule).distinct().sorted(byBook(rules)).toList());
    assertEquals(List.of(DAY.toEpochDay()), found.stream().map(CanaryRow::day).distinct().toList());
    assertEquals(List.of(), leaving(sender, ActivityJob::findings));
    assertEquals(List.of(), leaving(sender, ActivityJob::cases));
    assertEquals(List.of(), leaving(sender, ActivityJob::events));
    assertEquals(List.of(), leaving(sender, ActivityJob::batches));
    assertEquals(List.of(), leaving(sender, ActivityJob::deadLetters));
  }

  private static Comparator<String> byBook(List<String> rules) {
    return Comparator.comparingInt(rules::indexOf);
  }

  @Test
  void refusesADeviceThatCallsItselfACanary() throws Exception {
    Sender sender = new Sender("canary.2026-03-02.AC-01.laptop-1");
    sender.sends(failedLogon(ATTACKER, "root", 1));

    List<DeadLetterRow> letters = leaving(sender, ActivityJob::deadLetters);

    assertEquals(
        List.of(Reject.RESERVED_NAME), letters.stream().map(DeadLetterRow::reason).toList());
  }

  @Test
  void takesEachEventOnceHoweverOftenItsBatchComes() throws Exception {
    Sender host = new Sender("host-1").sends(failedLogon(ATTACKER, "root", 1)).repeats().repeats();

    assertEquals(1, leaving(host, ActivityJob::events).size());
    assertEquals(2, leaving(host, ActivityJob::duplicates).size());
  }

  @Test
  void namesWhatWasLostOnTheWay() throws Exception {
    Sender host =
        new Sender("host-1")
            .sends(failedLogon(ATTACKER, "root", 1))
            .loses(failedLogon(ATTACKER, "root", 2), failedLogon(ATTACKER, "root", 3))
            .sends(failedLogon(ATTACKER, "root", 4));

    List<Finding> findings = leaving(host, ActivityJob::findings);

    assertEquals(List.of("AG-02"), rules(findings));
    assertEquals(2, findings.get(0).measures().get(0).observed());
  }

  @Test
  void keepsWhatItCannotReadWithTheReasonAndTheBytes() throws Exception {
    byte[] garbage = "not a batch".getBytes(StandardCharsets.UTF_8);
    Sender host = new Sender("host-1").sends(failedLogon(ATTACKER, "root", 1)).sendsBytes(garbage);

    List<DeadLetterRow> letters = leaving(host, ActivityJob::deadLetters);

    assertEquals(1, letters.size());
    assertEquals(Reject.UNDECODABLE, letters.get(0).reason());
    assertEquals("not a batch", new String(letters.get(0).bytes(), StandardCharsets.UTF_8));
    assertEquals(1, leaving(host, ActivityJob::events).size());
  }

  /** The record before and the record after each bad one are taken: the job goes on. */
  @Test
  void goesOnThroughEveryKindOfBadRecord() throws Exception {
    Sender host = new Sender("host-1");
    byte[] good =
        new Sender("host-2").sends(failedLogon(ATTACKER, "root", 1)).records().get(0).bytes();
    byte[] unknownSchema = good.clone();
    unknownSchema[5] ^= 1;
    List<byte[]> bad =
        List.of(
            new byte[0],
            new byte[2_000_000],
            Arrays.copyOf(good, good.length - 1),
            Arrays.copyOf(good, good.length + 1),
            unknownSchema,
            good); // another device's
    for (int i = 0; i < bad.size(); i++) {
      host.sends(failedLogon(ATTACKER, "root", i)).sendsBytes(bad.get(i));
    }
    host.sends(failedLogon(ATTACKER, "root", 99));

    assertEquals(
        List.of(
            Reject.UNDECODABLE,
            Reject.OVER_LIMIT,
            Reject.UNDECODABLE,
            Reject.UNDECODABLE,
            Reject.UNDECODABLE,
            Reject.KEY_MISMATCH),
        leaving(host, ActivityJob::deadLetters).stream()
            .sorted(Comparator.comparingLong(DeadLetterRow::kafkaOffset))
            .map(DeadLetterRow::reason)
            .toList());
    assertEquals(bad.size() + 1, leaving(host, ActivityJob::events).size());
  }

  @Test
  void refusesASequenceThatComesAgainWithOtherContent() throws Exception {
    Sender host = new Sender("host-1").sends(failedLogon(ATTACKER, "root", 1));
    byte[] other = new Sender("host-1").sends(logon(ATTACKER, "root", 1)).records().get(0).bytes();

    List<DeadLetterRow> letters = leaving(host.sendsBytes(other), ActivityJob::deadLetters);

    assertEquals(Reject.REPEATED_SEQ, letters.get(0).reason());
  }

  @Test
  void refusesABatchThatDoesNotFollowTheOneBefore() throws Exception {
    ActivityEvent first = failedLogon(ATTACKER, "root", 1);
    Sender forger = new Sender("host-1").sends(logon(ATTACKER, "root", 1)).sends(first);
    Sender host = new Sender("host-1").sends(first).sendsBytes(forger.records().get(1).bytes());

    List<DeadLetterRow> letters = leaving(host, ActivityJob::deadLetters);

    assertEquals(Reject.BROKEN_CHAIN, letters.get(0).reason());
    assertTrue(rules(leaving(host, ActivityJob::findings)).contains("AG-03"));
  }

  /** Every folding operator hears it. */
  @Test
  void tellsOfABadPolicyOnce() throws Exception {
    PolicyRecord policy =
        new PolicyRecord(Topics.POLICY, 0, 7, Sender.MONDAY_0900, Policy.SIGMA, "rubbish");

    Sender host = new Sender("host-1").sends(failedLogon(ATTACKER, "root", 1));

    List<DeadLetterRow> letters = leaving(host, policy, 2, ActivityJob::deadLetters);

    assertEquals(
        List.of(Topics.POLICY + " 7"),
        letters.stream().map(row -> row.topic() + " " + row.kafkaOffset()).toList());
  }

  private static List<String> rules(List<Finding> findings) {
    return findings.stream().map(Finding::rule).distinct().sorted().toList();
  }

  private static <T> List<T> leaving(Sender sender, Function<ActivityJob, DataStream<T>> door)
      throws Exception {
    PolicyRecord none = new PolicyRecord(Topics.POLICY, 0, 0, 0, Policy.THRESHOLDS, "");
    return leaving(sender, none, 1, door);
  }

  private static <T> List<T> leaving(
      Sender sender,
      PolicyRecord policy,
      int parallelism,
      Function<ActivityJob, DataStream<T>> door)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    DataStream<RawRecord> records =
        env.fromData(RawRecord.class, sender.records().toArray(RawRecord[]::new));
    DataStream<PolicyRecord> policies = env.fromData(PolicyRecord.class, policy);
    List<T> left = new ArrayList<>();
    try (var results = door.apply(ActivityJob.over(records, policies)).executeAndCollect()) {
      Iterator<T> each = results;
      each.forEachRemaining(left::add);
    }
    return left;
  }
}
