package dev.plainsight.evidence.verify;

import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.pack.Manifest;
import dev.plainsight.evidence.pack.Names;
import dev.plainsight.evidence.seal.Checkpoint;
import dev.plainsight.evidence.seal.MerkleTree;
import dev.plainsight.evidence.seal.Seal;
import java.security.PublicKey;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks the chain of sealed days and its signatures. */
final class SealedDays {
  private static final String NO_ROOT = "0".repeat(64);
  private final Archive archive;
  private final Manifest manifest;
  private final PublicKey key;
  private final Verdict.Sink sink;
  private final NavigableMap<LocalDate, Seal> days = new TreeMap<>();

  SealedDays(Archive archive, Manifest manifest, PublicKey key, Verdict.Sink sink) {
    this.archive = archive;
    this.manifest = manifest;
    this.key = key;
    this.sink = sink;
  }

  NavigableMap<LocalDate, Seal> check() {
    Seal before = null;
    for (String line : archive.lines(Names.ROOTS)) {
      LocalDate day = LocalDate.parse(Json.fields(line).text("day"));
      if (!archive.names().contains(Names.checkpoint(day))) {
        sink.fail(Check.CHAIN, day + " has no checkpoint");
        return days;
      }
      Seal seal = Seal.of(line, archive.text(Names.checkpoint(day)));
      link(before, seal);
      signed(seal);
      days.put(seal.day(), seal);
      before = seal;
    }
    period(before);
    return days;
  }

  private void link(@Nullable Seal before, Seal seal) {
    String previous = before == null ? NO_ROOT : Bytes.hex(before.root());
    if (before != null && !seal.day().equals(before.day().plusDays(1))) {
      fail(before.day().plusDays(1), "is missing: the chain goes on with " + seal.day());
    } else if (!seal.header().previousRoot().equals(previous)) {
      fail(
          seal.day(),
          "names " + seal.header().previousRoot() + " as the root before it, not " + previous);
    }
    if (!seal.header().organisation().equals(manifest.organisation())) {
      fail(seal.day(), "is a seal of '" + seal.header().organisation() + "'");
    }
    if (!MerkleTree.includes(seal.root(), seal.size(), 0, seal.header().leafHash(), seal.path())) {
      fail(seal.day(), "has a header that is not the first leaf of its root");
    }
  }

  private void signed(Seal seal) {
    Checkpoint checkpoint = seal.checkpoint();
    if (!checkpoint.isSignedBy(manifest.keyName(), key)) {
      sink.fail(
          Check.CHECKPOINT, "the root of " + seal.day() + " is not signed by the package's key");
    }
    if (!checkpoint.origin().equals(Seal.origin(manifest.organisation(), seal.day()))
        || checkpoint.size() != seal.size()
        || !Arrays.equals(checkpoint.root(), seal.root())) {
      fail(seal.day(), "has a checkpoint of another root, size or origin");
    }
  }

  private void period(@Nullable Seal last) {
    LocalDate first = days.isEmpty() ? LocalDate.MAX : days.firstKey();
    for (LocalDate day : manifest.period().days()) {
      if (last == null || day.isAfter(last.day())) {
        sink.fail(Check.DAYS, day + " is not sealed yet");
      }
    }
    if (manifest.period().from().isBefore(first) && last != null) {
      sink.note(
          "nothing was recorded before " + first + ": days of the period before it have no seal");
    }
  }

  private void fail(LocalDate day, String what) {
    sink.fail(Check.CHAIN, day + " " + what);
  }
}
