package dev.plainsight.evidence.verify;

import dev.plainsight.evidence.Times;
import dev.plainsight.evidence.pack.Names;
import dev.plainsight.evidence.pack.Proof;
import dev.plainsight.evidence.seal.Leaf;
import dev.plainsight.evidence.seal.Seal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Checks that records of one kind are what was sealed; each record is asked once.
 *
 * <pre>
 * recorded at t, on day D          D sealed          D+1 sealed
 * |------------|-------------------|-----------------|
 *              t                   must hold it, where it was made 10 min or more after t
 * </pre>
 */
final class Inclusion {
  /** What was recorded so shortly before a seal may not have reached the store. */
  private static final long ON_THE_WAY_MS = 10 * 60 * 1_000;

  private final String kind;
  private final NavigableMap<LocalDate, Seal> days;
  private final Verdict.Sink sink;
  private final Map<String, Proof> proofs = new HashMap<>();
  private long sealed;
  private long unsealed;

  Inclusion(Archive archive, String kind, NavigableMap<LocalDate, Seal> days, Verdict.Sink sink) {
    this.kind = kind;
    this.days = days;
    this.sink = sink;
    archive.lines(
        Names.proofs(kind),
        line -> {
          Proof proof = Proof.of(line);
          proofs.put(proof.key(), proof);
        });
  }

  /**
   * Asks for one record.
   *
   * @param recordedAt the moment it says it was recorded, ms since 1970 UTC
   */
  void check(String key, byte[] bytes, long recordedAt) {
    Proof proof = proofs.remove(key);
    Optional<LocalDate> due = due(recordedAt);
    if (proof == null) {
      unsealed++;
      due.ifPresent(
          day ->
              sink.fail(
                  Check.UNSEALED,
                  named(key) + "was recorded on " + Times.day(recordedAt) + ", and is in no seal"));
      return;
    }
    sealed++;
    Seal seal = days.get(proof.day());
    if (seal == null) {
      fail(key, "has a proof for " + proof.day() + ", which is no sealed day");
    } else if (!proof.holds(bytes, seal)) {
      fail(key, "is not what was sealed on " + proof.day());
    } else if (!kind.equals(Leaf.BATCH)) {
      due.filter(day -> day.isBefore(proof.day()))
          .ifPresent(day -> fail(key, late(recordedAt, proof)));
    }
  }

  private static String late(long recordedAt, Proof proof) {
    return "says it was recorded at "
        + Times.text(recordedAt)
        + "; it was sealed with "
        + proof.day();
  }

  /** The first day whose seal must hold what was recorded then. */
  private Optional<LocalDate> due(long recordedAt) {
    return days.tailMap(Times.day(recordedAt), true).values().stream()
        .filter(seal -> seal.header().sealedAt() >= recordedAt + ON_THE_WAY_MS)
        .map(Seal::day)
        .findFirst();
  }

  void done() {
    proofs.keySet().stream().sorted().forEach(key -> fail(key, "has a proof, and is not enclosed"));
  }

  long sealed() {
    return sealed;
  }

  long unsealed() {
    return unsealed;
  }

  private void fail(String key, String what) {
    sink.fail(Check.INCLUSION, named(key) + what);
  }

  private String named(String key) {
    return kind + " " + key + " ";
  }
}
