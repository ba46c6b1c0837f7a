package dev.plainsight.jobs;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.Decoded;
import dev.plainsight.contract.Settings;
import dev.plainsight.contract.Topics;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.rules.Rules;
import dev.plainsight.detect.rules.SigmaMatched;
import dev.plainsight.detect.sigma.SigmaSet;
import dev.plainsight.store.Parameters;
import dev.plainsight.store.Query;
import dev.plainsight.store.Row;
import dev.plainsight.store.Store;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Previews thresholds on what devices sent in the last days, as the store has it. Reads only.
 * Memory is bounded: the entities are gone through in parts, and the batches read once a part.
 */
final class PreviewRun {
  /** Events that one part holds at most, about. */
  static final long PART_EVENTS = 1_000_000;

  private static final Query SIZE = Query.named(Store.class, "preview/size");
  private static final Query BATCHES = Query.named(Store.class, "preview/batches");
  private static final int SHOWN = 20;
  private static final Set<String> NOT_OF_EVENTS = Set.of("AG-01", "AG-02", "AG-03", "RK-01");

  private final Settings settings;
  private final PrintStream out;

  PreviewRun(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /**
   * Tells what these thresholds would find in place of those in force.
   *
   * @param thresholds as {@code policy FILE} takes them
   */
  void run(String thresholds, int days, Instant now) {
    String bootstrap = settings.text("kafka.bootstrap");
    Map<String, String> texts = new TreeMap<>();
    for (String topic : List.of(Topics.POLICY, Topics.DIRECTORY)) {
      TopicNow.read(bootstrap, topic).forEach((key, text) -> texts.put(key, text.value()));
    }
    Policy inForce = Policy.of(texts, PlacesFiles.open(PlacesFiles.of(settings)));
    SigmaSet.Compiled sigma = SigmaInForce.of(texts.getOrDefault(Policy.SIGMA, ""));
    Preview preview =
        new Preview(
            inForce.book(),
            Policy.rules(thresholds),
            Rules.all(new SigmaMatched(sigma.rules(), sigma.taxonomy())),
            inForce.around());
    Map<String, Preview.Effect> effects = preview.effects();
    if (effects.isEmpty()) {
      out.println("No threshold differs from those in force.");
      return;
    }
    Instant from = now.minus(Duration.ofDays(days));
    try (Store store = Store.open(StoreAccess.of(settings).address())) {
      fold(store, preview, effects, Parameters.none().at("from", from));
    }
    tell(effects, days);
  }

  private void fold(
      Store store, Preview preview, Map<String, Preview.Effect> effects, Parameters within) {
    long events = store.query(SIZE, within, row -> row.number("events")).get(0);
    int parts = (int) (1 + events / PART_EVENTS);
    BatchCodec codec = new BatchCodec();
    for (int part = 0; part < parts; part++) {
      int current = part;
      Progress progress = new Progress(events, part, parts);
      store.stream(
          BATCHES,
          within,
          row -> {
            each(codec, row, event -> preview.add(event, current, parts));
            progress.advance(row.number("events"));
          });
      preview.foldInto(effects);
    }
  }

  private static void each(BatchCodec codec, Row row, Consumer<IdentifiedEvent> take) {
    Decoded decoded = codec.decode(Base64.getMimeDecoder().decode(row.text("sent")));
    if (!(decoded instanceof Decoded.Batch read)) {
      throw new IllegalStateException("a batch that was stored cannot be read: " + decoded);
    }
    EventBatch batch = read.batch();
    for (int i = 0; i < batch.getEvents().size(); i++) {
      take.accept(
          new IdentifiedEvent(
              batch.getDeviceId(),
              batch.getBootEpoch(),
              batch.getFirstSeq() + i,
              row.number("received_ms"),
              batch.getEvents().get(i)));
    }
  }

  /** On the error stream, so that what is told can be kept apart. */
  private static final class Progress {
    private final long events;
    private final int part;
    private final int parts;
    private long done;
    private long percent = -1;

    Progress(long events, int part, int parts) {
      this.events = Math.max(1, events);
      this.part = part;
      this.parts = parts;
    }

    void advance(long count) {
      done += count;
      long now = (100L * part + 100 * done / events) / parts;
      if (now != percent) {
        percent = now;
        System.err.printf("\rfolding %d events: %d %%%s", events, now, now == 100 ? "\n" : "");
      }
    }
  }

  private void tell(Map<String, Preview.Effect> effects, int days) {
    out.printf("Findings in the last %d days:%n", days);
    out.printf(
        "%-6s %8s %8s %8s %8s %8s%n", "rule", "in force", "changed", "more", "fewer", "people");
    effects.forEach(
        (rule, effect) -> {
          if (NOT_OF_EVENTS.contains(rule)) {
            out.printf("%-6s not previewed: it does not fold events%n", rule);
          } else {
            out.printf(
                "%-6s %8d %8d %8d %8d %8d%n",
                rule,
                effect.before(),
                effect.after(),
                effect.more().size(),
                effect.fewer().size(),
                effect.people().size());
          }
        });
    effects.forEach(
        (rule, effect) -> {
          people(rule, effect);
          findings(effect.more(), "+");
          findings(effect.fewer(), "-");
        });
  }

  private void people(String rule, Preview.Effect effect) {
    if (!effect.people().isEmpty()) {
      out.printf("%n%s concerns %s%n", rule, String.join(", ", effect.people()));
    }
  }

  private void findings(List<Finding> findings, String sign) {
    findings.stream()
        .limit(SHOWN)
        .forEach(
            finding ->
                out.printf(
                    Locale.ROOT,
                    "  %s %s %s%n",
                    sign,
                    Instant.ofEpochMilli(finding.startedAt()),
                    finding.because()));
    if (findings.size() > SHOWN) {
      out.printf("  %s ... and %d others%n", sign, findings.size() - SHOWN);
    }
  }
}
