package dev.plainsight.evidence.pack;

import dev.plainsight.evidence.Records;
import dev.plainsight.evidence.seal.Leaf;
import dev.plainsight.evidence.seal.MerkleTree;
import dev.plainsight.evidence.seal.Seal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the records of a package among the leaves of the sealed days, and writes their proofs. */
final class Proving {
  private static final List<String> KINDS = List.of(Leaf.BATCH, Leaf.RUN, Leaf.FINDING);
  private final Records records;
  private final List<Seal> seals;

  /** What is still looked for, by kind and key. */
  private final Map<String, Map<String, LocalDate>> wanted = new HashMap<>();

  private LocalDate earliest = LocalDate.MAX;
  private long proved;

  Proving(Records records, List<Seal> seals) {
    this.records = records;
    this.seals = seals;
    KINDS.forEach(kind -> wanted.put(kind, new HashMap<>()));
  }

  void want(String kind, String key, LocalDate recorded) {
    ofKind(kind).put(key, recorded);
    earliest = recorded.isBefore(earliest) ? recorded : earliest;
  }

  long proved() {
    return proved;
  }

  long unproved() {
    return wanted.values().stream().mapToLong(Map::size).sum();
  }

  void write(Stage stage) {
    Map<String, Stage.Sheet> sheets = new HashMap<>();
    try {
      KINDS.forEach(kind -> sheets.put(kind, stage.lines(Names.proofs(kind), "integrity")));
      for (Seal seal : seals) {
        // A finding found again later was sealed on the day it was found first: look from there on.
        if (!seal.day().isBefore(earliest) || !ofKind(Leaf.FINDING).isEmpty()) {
          write(seal, sheets);
        }
      }
    } finally {
      sheets.values().forEach(Stage.Sheet::close);
    }
  }

  private void write(Seal seal, Map<String, Stage.Sheet> sheets) {
    MerkleTree.Builder hashes = new MerkleTree.Builder();
    List<Leaf> found = new ArrayList<>();
    records.leaves(
        seal.day(),
        leaf -> {
          if (leaf.position() < seal.size()) {
            hashes.add(leaf.hash());
            if (!leaf.kind().equals(Leaf.DAY) && ofKind(leaf.kind()).remove(leaf.key()) != null) {
              found.add(leaf);
            }
          }
        });
    MerkleTree tree = hashes.tree();
    if (!Arrays.equals(tree.root(), seal.root())) {
      throw new IllegalStateException(
          "the leaves of %s in the store (%d) do not give the sealed root (%d leaves)"
              .formatted(seal.day(), tree.size(), seal.size()));
    }
    for (Leaf leaf : found) {
      Stage.Sheet sheet = sheets.get(leaf.kind());
      if (sheet != null) {
        sheet.line(Proof.of(leaf, tree).json());
        proved++;
      }
    }
  }

  private Map<String, LocalDate> ofKind(String kind) {
    Map<String, LocalDate> keys = wanted.get(kind);
    if (keys == null) {
      throw new IllegalStateException("a leaf of unknown kind '" + kind + "'");
    }
    return keys;
  }
}
