package dev.plainsight.local.road;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.Topics;
import dev.plainsight.contract.testing.Needs;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.FindingJson;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.surroundings.DirectoryImport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The whole road on real parts: a real host's log through agent, broker, job and store to the page;
 * and the same once more with every part killed on the way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RoadTest {
  private static final Pattern SSHD_SOURCE =
      Pattern.compile(
          "sshd\\[\\d+\\]: (?:(Accepted) \\S+ for \\S+|Failed \\S+ for (?:invalid user )?.*"
              + "|[Ii]nvalid user .*) from (\\S+)");
  private Road road;
  private long sent;
  private List<String> undisturbed = List.of();

  @BeforeAll
  void replayTheLog() throws Exception {
    Road.authLog();
    road = new Road();
    sent = road.replay("first");
    Road.await("all events to be stored", () -> road.stored(Road.HOST) >= sent);
    undisturbed = road.settledFindings();
  }

  @AfterAll
  void stop() throws Exception {
    if (road != null) {
      road.close();
    }
  }

  @Test
  @Order(1)
  void everyEventIsInTheStoreExactlyOnce() throws Exception {
    assertEquals(sent, road.stored(Road.HOST));
    assertEquals(
        sent,
        road.number("SELECT sum(last_seq - first_seq + 1) FROM evidence.batches FINAL"),
        "events in the batches");
    assertEquals(0, road.number("SELECT count() FROM evidence.dead_letters"));
  }

  /** AG-01's takes a quarter of an hour by the clock: longer than this test. */
  @Test
  @Order(1)
  void eachRuleFindsItsCanaryAndNoReportShowsIt() throws Exception {
    int rules = RuleBook.published().rules().size();
    String found =
        "SELECT uniqExact(rule) FROM evidence.canaries WHERE finding != '' AND rule != 'AG-01'";
    Road.await("each rule to find its canary", () -> road.number(found) == rules - 1);

    assertEquals(
        rules,
        road.number("SELECT uniqExact(rule) FROM evidence.canaries WHERE must_be_found"),
        "rules whose example the thresholds in force find");
    for (String table : List.of("activity.findings", "security.findings")) {
      assertEquals(
          0,
          road.number("SELECT count() FROM " + table + " WHERE position(entity, 'canary.') > 0"));
    }
  }

  @Test
  @Order(2)
  void bruteForceIsFoundInThoseWhoOnlyFail() throws Exception {
    Set<String> failing = new HashSet<>();
    Set<String> accepted = new HashSet<>();
    for (String line : Files.readAllLines(Road.authLog())) {
      Matcher source = SSHD_SOURCE.matcher(line);
      if (source.find()) {
        (source.group(1) == null ? failing : accepted).add(source.group(2));
      }
    }
    Set<String> onlyFail = new HashSet<>(failing);
    onlyFail.removeAll(accepted);
    assertEquals(127, onlyFail.size(), "sources that only ever fail, as the log is described");
    assertEquals(4, accepted.size(), "sources that also log in");

    Set<String> found =
        new HashSet<>(
            road.lines("SELECT DISTINCT entity FROM security.findings_now WHERE rule = 'AC-01'"));

    long hits = found.stream().filter(onlyFail::contains).count();
    long others = found.stream().filter(accepted::contains).count();
    System.out.println(
        "AC-01: " + hits + " of 127 sources that only fail, " + others + " of 4 others");
    assertTrue(hits >= 45, () -> hits + " of 127");
    assertTrue(others <= 1, () -> others + " of 4");
  }

  @Test
  @Order(3)
  void replayingItAgainChangesNothing() throws Exception {
    assertEquals(sent, road.replay("second"));

    long batches = road.number("SELECT count() FROM evidence.batches FINAL");
    Road.await(
        "the second replay to be known as a repetition",
        () -> road.number("SELECT count() FROM evidence.duplicates FINAL") == batches);
    assertEquals(sent, road.stored(Road.HOST));
    assertEquals(undisturbed, road.settledFindings());
  }

  @Test
  @Order(4)
  void thePageShowsTheFindings() throws Exception {
    try (Browser browser = Browser.open(road.stack().dashboardUrl())) {
      browser.signIn("analyst", road.signIns().getOrDefault("analyst", ""));
      browser.go("/access?from=2017-03-27&to=2017-04-20");
      String entity =
          road.lines(
                  "SELECT entity FROM security.findings_now WHERE rule = 'AC-01'"
                      + " ORDER BY severity DESC, started_at DESC LIMIT 1")
              .get(0);
      browser.awaitText(entity);
      Path picture = browser.screenshot("access-anomalies");
      assertTrue(Files.size(picture) > 10_000, () -> picture + " shows nothing");
    }
  }

  @Test
  @Order(5)
  void aPackageOfTheReplayedDaysVerifiesOffline() throws Exception {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    road.evidence("test", "--from=2017-03-27", "--to=2017-04-20", "--settle-days=0");
    road.evidence("seal", "--through=" + today, "--settle-days=0");
    Path packages = road.stack().folder("packages-of-test");
    road.evidence(
        "build", "--from=2017-03-27", "--to=2017-04-20", "--settle-days=0", "--out=" + packages);

    Road.Said verdict = road.verify(onlyFile(packages));

    assertEquals(0, verdict.code(), verdict.words());
    assertTrue(verdict.words().contains("VERIFIED"), verdict.words());
    assertTrue(verdict.words().contains(sent + " events"), verdict.words());
  }

  @Test
  @Order(6)
  void findingsAlsoLeaveByTheirTopic() throws Exception {
    Set<String> stored =
        new HashSet<>(
            road.lines("SELECT concat(id, ' ', toString(version)) FROM security.findings"));

    Set<String> told = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : road.records(Topics.FINDINGS)) {
      Finding finding = FindingJson.read(new String(record.value(), StandardCharsets.UTF_8));
      told.add(finding.id() + " " + finding.version());
    }

    assertEquals(stored, told);
  }

  @Test
  @Order(7)
  void whatCannotBeReadIsKeptAndCanBeReplayed() throws Exception {
    byte[] garbage = "not a batch".getBytes(StandardCharsets.UTF_8);
    road.send(Topics.ACTIVITY, "laptop-9", garbage);
    Road.await(
        "the dead letter",
        () -> road.number("SELECT count() FROM evidence.dead_letters FINAL") == 1);
    List<ConsumerRecord<byte[], byte[]>> letters = road.records(Topics.DEAD_LETTER);
    assertEquals(1, letters.size());
    assertArrayEquals(garbage, letters.get(0).value());

    assertTrue(road.replayDeadLetters("--list").contains("1 waiting"));
    assertTrue(road.replayDeadLetters("UNDECODABLE").contains("1 replayed"));
    Road.await(
        "the letter to come back, for nothing was mended",
        () -> road.number("SELECT count() FROM evidence.dead_letters FINAL") == 2);
    assertTrue(road.replayDeadLetters("--list").contains("1 waiting"), "the new one only");
    assertEquals(sent, road.stored(Road.HOST), "the job went on");
  }

  /** All public rules and one of ours in one record; the rule is for what came long before. */
  @Test
  @Order(8)
  void sigmaRulesAreInForceByTheTopicAndGoneAgain() throws Exception {
    Path rules = Files.createDirectories(road.stack().folder("rules"));
    Files.copy(Needs.sharedData("sigma/sigmahq-rules.zip"), rules.resolve("public.zip"));
    Path own =
        Files.writeString(
            rules.resolve("own.yml"),
            """
            title: Root Guessed At
            logsource: {product: linux, service: sshd}
            detection: {s: {pam_user: root, pam_message: authentication failure}, condition: s}
            """);
    String found =
        "SELECT count() FROM security.findings_now"
            + " WHERE rule = 'SW-05' AND because LIKE '%Root Guessed At%'";

    long refused = road.number("SELECT count() FROM evidence.dead_letters FINAL");
    Road.Said all = road.policy("--sigma", rules.resolve("public.zip").toString());
    assertEquals(1, all.code(), all.words());
    assertTrue(
        all.words().contains("3765 Sigma rules are in force (14 of them shipped), 2 refused"),
        all.words());

    Road.Said one = road.policy("--sigma", own.toString());
    assertEquals(0, one.code(), one.words());
    Road.await("the rule's findings", () -> road.number(found) > 0);

    assertEquals(0, road.policy("--sigma-default").code());
    Road.await("them to be retracted", () -> road.number(found) == 0);
    assertEquals(undisturbed, road.settledFindings());
    assertEquals(refused, road.number("SELECT count() FROM evidence.dead_letters FINAL"));
    assertEquals(0, road.stack().restarts("pipeline"));
  }

  @Test
  @Order(9)
  void aPreviewTellsWhatOtherThresholdsWouldFindAndChangesNothing() throws Exception {
    Path file =
        Files.writeString(
            road.stack().folder("rules").resolve("t.yaml"), "AC-01: {failures_min: 8}");
    long now = road.number("SELECT count() FROM security.findings_now WHERE rule = 'AC-01'");

    Road.Said preview = road.policy(file.toString(), "--preview", "9999");

    assertEquals(0, preview.code(), preview.words());
    Matcher row =
        Pattern.compile("AC-01 +(\\d+) +(\\d+) +(\\d+) +(\\d+) ").matcher(preview.words());
    assertTrue(row.find(), preview.words());
    assertEquals(now, Long.parseLong(row.group(1)), "what is found now");
    assertTrue(Long.parseLong(row.group(2)) < now, preview.words());
    assertEquals("0", row.group(3), "more");
    assertEquals(undisturbed, road.settledFindings());
  }

  /**
   *
   *
   * <pre>
   * broker   x           (supervisor starts it again)
   * agent      x         started again with the same spool
   * pipeline       x     after the first rows
   * store            x   after that
   * </pre>
   */
  @Test
  @Order(10)
  void everyPartKilledOnceOnTheWayChangesNothing() throws Exception {
    try (Road rough = new Road()) {
      rough.stack().kill("kafka");
      Process replay = rough.startReplay("rough");
      Road.await("the spool to hold something", () -> holdsFrames(rough.stack().folder("rough")));
      replay.destroyForcibly().waitFor();
      Process again = rough.startReplay("rough");
      Road.await("the first rows", () -> rough.stored(Road.HOST) > 0);
      rough.stack().kill("pipeline");
      rough.stack().kill("store");

      assertEquals(sent, rough.events(again, "rough"));
      Road.await("all events to be stored", () -> rough.stored(Road.HOST) >= sent);
      assertEquals(sent, rough.stored(Road.HOST));
      Road.await("the findings to be equal", () -> undisturbed.equals(rough.findings()));
      assertEquals(undisturbed, rough.settledFindings());
      for (String part : List.of("kafka", "pipeline", "store")) {
        assertTrue(rough.stack().restarts(part) >= 1, () -> part + " was never killed");
      }
    }
  }

  @Test
  @Order(11)
  void anImportedDirectoryIsInForceWithoutARestart() throws Exception {
    Path lists = Files.createDirectories(road.stack().folder("lists"));
    for (String list : List.of("sites", "leave", "accounts", "devices")) {
      Files.writeString(lists.resolve(list + ".csv"), DirectoryImport.columns(list) + "\n");
    }
    Files.writeString(
        lists.resolve("people.csv"), DirectoryImport.columns("people") + "\nada,Ada,engines,,,,\n");
    assertEquals(2, road.directory("import", lists.toString()).code(), "networks are missing");
    Files.writeString(lists.resolve("networks.csv"), DirectoryImport.columns("networks") + "\n");
    assertEquals(0, road.directory("import", lists.toString(), "--dry-run").code());
    Road.Said before = road.directory("show");
    assertTrue(before.words().contains("directory  none was published"), before.words());
    assertEquals(0, road.number("SELECT count() FROM security.findings WHERE rule = 'AC-14'"));

    Road.Said taken = road.directory("import", lists.toString());

    assertEquals(0, taken.code(), taken.words());
    Road.await(
        "accounts that nobody answers for",
        () -> road.number("SELECT count() FROM security.findings_now WHERE rule = 'AC-14'") > 0);
    Road.Said after = road.directory("show");
    assertTrue(after.words().contains("people 1, teams 1, accounts 0"), after.words());
    assertTrue(after.words().contains("not testable: AC-05"), after.words());
  }

  private static Path onlyFile(Path folder) throws java.io.IOException {
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all::toString);
      return all.get(0);
    }
  }

  private static boolean holdsFrames(Path spool) throws java.io.IOException {
    if (!Files.isDirectory(spool)) {
      return false;
    }
    try (var files = Files.walk(spool)) {
      return files.anyMatch(file -> file.toFile().isFile() && file.toFile().length() > 1_000);
    }
  }
}
