package dev.plainsight.detect.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SequenceLedgerProperties {
  private static final long MONDAY_0900 = 1_772_442_000_000L;

  @Property(tries = 300)
  void theOrderOfBatchesChangesNothing(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<EventBatch> batches = batches(random);
    Map<String, Finding> inOrder = standing(batches);
    List<EventBatch> mixed = new ArrayList<>(batches);
    for (int i = 0; i < mixed.size(); i++) {
      mixed.add(mixed.remove(random.nextInt(mixed.size())));
    }
    batches.stream().filter(batch -> random.nextInt(4) == 0).forEach(mixed::add);
    assertEquals(inOrder, standing(mixed));
  }

  @Property(tries = 300)
  void theGapsAreWhatIsMissing(@ForAll long seed) {
    List<EventBatch> batches = batches(new SplittableRandom(seed));
    double missing =
        standing(batches).values().stream()
            .mapToDouble(finding -> finding.measures().get(0).observed())
            .sum();
    assertEquals((double) missing(batches), missing);
  }

  /** The plain way: every sequence of every epoch in a set. */
  private static long missing(List<EventBatch> batches) {
    Map<Long, TreeSet<Long>> known = new TreeMap<>();
    Map<Long, Long> last = new TreeMap<>();
    for (EventBatch batch : batches) {
      TreeSet<Long> epoch = known.computeIfAbsent(batch.getBootEpoch(), any -> new TreeSet<>());
      for (int i = 0; i < batch.getEvents().size(); i++) {
        epoch.add(batch.getFirstSeq() + i);
        var agent = batch.getEvents().get(i).getAgent();
        for (long seq = agent.getDroppedFromSeq();
            agent.getAction() == AgentAction.DROPPED && seq <= agent.getDroppedToSeq();
            seq++) {
          epoch.add(seq);
        }
      }
      if (batch.getPreviousEpochLastSeq() >= 0) {
        last.put(batch.getBootEpoch() - 1, batch.getPreviousEpochLastSeq());
        known.computeIfAbsent(batch.getBootEpoch() - 1, any -> new TreeSet<>());
      }
    }
    return known.entrySet().stream()
        .mapToLong(
            epoch -> {
              TreeSet<Long> seqs = epoch.getValue();
              long end =
                  Math.max(
                      seqs.isEmpty() ? -1 : seqs.last(), last.getOrDefault(epoch.getKey(), -1L));
              return end + 1 - seqs.size();
            })
        .sum();
  }

  private static List<EventBatch> batches(SplittableRandom random) {
    List<EventBatch> batches = new ArrayList<>();
    long previousLast = -1;
    for (long epoch = 1; epoch <= 4; epoch++) {
      long seq = 0;
      for (int i = random.nextInt(1, 12); i > 0; i--) {
        long last = seq + random.nextInt(6);
        long[] dropped = random.nextInt(6) == 0 && seq > 3 ? new long[] {seq - 3, seq - 1} : null;
        EventBatch batch =
            ArrivalCases.batch(
                MONDAY_0900 + epoch * 3_600_000 + seq * 1_000,
                epoch,
                seq,
                last,
                seq == 0 ? previousLast : -1,
                dropped);
        if (random.nextInt(4) > 0) {
          batches.add(batch);
        }
        seq = last + 1;
      }
      previousLast = seq - 1;
    }
    return batches;
  }

  private static Map<String, Finding> standing(List<EventBatch> batches) {
    SequenceLedger ledger = new SequenceLedger(RuleBook.published().rule("AG-02"));
    SequenceLedger.State state = ledger.start();
    Map<String, Finding> standing = new TreeMap<>();
    for (EventBatch batch : batches) {
      Step<SequenceLedger.State> step = ledger.onBatch(state, batch);
      for (Finding finding : step.findings()) {
        if (finding.retracted()) {
          standing.remove(finding.id());
        } else {
          standing.put(finding.id(), finding.as(0, false));
        }
      }
      state = step.next();
    }
    return standing;
  }
}
