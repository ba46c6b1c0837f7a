package dev.plainsight.jobs;

import dev.plainsight.contract.Topics;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.canary.Canary;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.store.CanaryRow;
import dev.plainsight.store.EvidenceTables;
import dev.plainsight.store.Parameters;
import dev.plainsight.store.Query;
import dev.plainsight.store.Store;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends each rule its canary of the day, the whole road from the log on: control WM-11 asks the
 * next day whether each was found.
 */
record SendCanaries(String bootstrap, StoreAccess access) implements DailyTask {
  private static final Query SENT = Query.named(Store.class, "evidence/canaries_sent");

  /** Their canaries are batches, which always fire. */
  private static final Set<String> OF_BATCHES = Set.of("AG-01", "AG-02", "AG-03");

  @Override
  public String name() {
    return "canaries";
  }

  @Override
  public boolean isDone(LocalDate day) {
    try (Store store = Store.open(access.address())) {
      List<String> sent =
          store.query(SENT, Parameters.none().day("day", day), row -> row.text("rule"));
      return sent.containsAll(RuleBook.published().rules().stream().map(Rule::id).toList());
    }
  }

  /** Sent first, then said to be: what was not sent is asked for again, and sent again. */
  @Override
  public void run(LocalDate day) throws Exception {
    Map<String, String> texts = new TreeMap<>();
    TopicNow.read(bootstrap, Topics.POLICY).forEach((key, text) -> texts.put(key, text.value()));
    Policy policy = Policy.of(texts, Places.NONE);
    List<CanaryRow> rows = new ArrayList<>();
    try (KafkaProducer<String, byte[]> log = producer()) {
      for (Rule rule : policy.book().rules()) {
        for (CanaryRecords.Sent sent : CanaryRecords.of(rule.id(), day)) {
          log.send(
                  new ProducerRecord<>(
                      Topics.CANARY, null, sent.atMs(), sent.device(), sent.bytes()))
              .get();
        }
        rows.add(
            CanaryRow.sent(
                day.toEpochDay(),
                rule.id(),
                System.currentTimeMillis(),
                rule.version(),
                mustBeFound(rule, day, policy)));
      }
    }
    try (Store store = Store.open(access.address())) {
      store.insert(EvidenceTables.CANARIES, rows);
    }
  }

  private static boolean mustBeFound(Rule rule, LocalDate day, Policy policy) {
    return OF_BATCHES.contains(rule.id())
        || Canary.of(rule.id(), day).mustBeFound(policy.timelines(), policy.book().rule("RK-01"));
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            0),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
