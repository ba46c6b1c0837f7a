package dev.plainsight.evidence.verify;

import dev.plainsight.evidence.pack.Names;
import dev.plainsight.evidence.pack.Proof;
import dev.plainsight.evidence.seal.Seal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;

/** Checks that records of one kind are what was sealed; each record is asked once. */
final class Inclusion {
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
   * @param recorded the day it says it was recorded on
   */
  void check(String key, byte[] bytes, LocalDate recorded) {
    Proof proof = proofs.remove(key);
    if (proof == null) {
      unsealed++;
      if (!days.isEmpty() && !recorded.isAfter(days.lastKey())) {
        fail(key, "was recorded on " + recorded + ", which is sealed, and is not among its leaves");
      }
      return;
    }
    sealed++;
    Seal seal = days.get(proof.day());
    if (seal == null) {
      fail(key, "has a proof for " + proof.day() + ", which is no sealed day");
    } else if (!proof.holds(bytes, seal)) {
      fail(key, "is not what was sealed on " + proof.day());
    } else if (recorded.isBefore(proof.day())) {
      fail(key, "says it was recorded on " + recorded + "; it was sealed with " + proof.day());
    }
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
    sink.fail(Check.INCLUSION, kind + " " + key + " " + what);
  }
}
