package dev.plainsight.evidence.seal;

import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.FindingJson;
import dev.plainsight.evidence.Records;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Seals days, one after the other and each once. A day's tree holds what was recorded on it: the
 * batches that arrived, the control runs that ran, the findings that were found; and what was
 * recorded before and is in no tree yet, because it reached the store after its day was sealed.
 *
 * <pre>
 * day      Mon            Tue            Wed (empty)
 * leaf 0   header ------> header ------> header       each names the root before it
 * leaf 1.. batches, runs, findings
 * </pre>
 *
 * <p>Leaves are kept before the seal: where a crash comes between, the day has no seal and is done
 * again, over the same places.
 */
public final class Sealing {
  private static final int LEAVES_AT_ONCE = 10_000;

  private final Records records;
  private final SealFolder folder;
  private final SealKey key;
  private final String organisation;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public Sealing(
      Records records, SealFolder folder, SealKey key, String organisation, InstantSource clock) {
    this.records = records;
    this.folder = folder;
    this.key = key;
    this.organisation = organisation;
    this.clock = clock;
  }

  /**
   * Seals every day after the last sealed one, up to and with {@code last}; the first ever is the
   * day the first record arrived.
   *
   * @param progress is told each day as it is sealed
   */
  public List<Seal> through(LocalDate last, Consumer<Seal> progress) {
    Optional<Seal> previous = folder.last();
    previous.ifPresent(records::keepSeal); // the copy may be missing after a crash
    LocalDate next =
        previous.map(seal -> seal.day().plusDays(1)).or(records::firstDay).orElse(null);
    String root = previous.map(seal -> Bytes.hex(seal.root())).orElse(DayHeader.NO_ROOT);
    List<Seal> sealed = new ArrayList<>();
    for (; next != null && !next.isAfter(last); next = next.plusDays(1)) {
      Seal seal = seal(next, root);
      progress.accept(seal);
      sealed.add(seal);
      root = Bytes.hex(seal.root());
    }
    return sealed;
  }

  private Seal seal(LocalDate day, String previousRoot) {
    Growing leaves = new Growing(day);
    records.unsealedBatches(day, batch -> leaves.add(Leaf.BATCH, batch.key(), batch.bytes()));
    long batches = leaves.count();
    records.unsealedRuns(day, run -> leaves.add(Leaf.RUN, run.key(), Bytes.utf8(run.json())));
    long runs = leaves.count() - batches;
    records.unsealedFindings(
        day,
        found ->
            leaves.add(Leaf.FINDING, found.key(), Bytes.utf8(FindingJson.write(found.finding()))));
    long findings = leaves.count() - batches - runs;
    DayHeader header =
        new DayHeader(organisation, day, previousRoot, clock.millis(), batches, runs, findings);
    MerkleTree tree = leaves.under(header);
    Checkpoint checkpoint =
        Checkpoint.sign(Seal.origin(organisation, day), tree.size(), tree.root(), key);
    Seal seal = new Seal(header, tree.root(), tree.path(0), checkpoint);
    folder.keep(seal);
    records.keepSeal(seal);
    return seal;
  }

  /** The leaves of a day while they are read: kept in pieces, and their hashes in memory. */
  private final class Growing {
    private final LocalDate day;
    private final List<Leaf> waiting = new ArrayList<>();
    private final List<byte[]> hashes = new ArrayList<>();

    Growing(LocalDate day) {
      this.day = day;
    }

    void add(String kind, String name, byte[] bytes) {
      byte[] salt = new byte[DayHeader.SALT_BYTES];
      random.nextBytes(salt);
      byte[] hash = MerkleTree.leaf(salt, bytes);
      hashes.add(hash);
      keep(new Leaf(day, hashes.size(), kind, name, salt, hash));
    }

    long count() {
      return hashes.size();
    }

    MerkleTree under(DayHeader header) {
      byte[] salt = new byte[DayHeader.SALT_BYTES];
      keep(new Leaf(day, 0, Leaf.DAY, day.toString(), salt, header.leafHash()));
      flush();
      MerkleTree.Builder tree = new MerkleTree.Builder().add(header.leafHash());
      hashes.forEach(tree::add);
      return tree.tree();
    }

    private void keep(Leaf leaf) {
      waiting.add(leaf);
      if (waiting.size() == LEAVES_AT_ONCE) {
        flush();
      }
    }

    private void flush() {
      records.keepLeaves(List.copyOf(waiting));
      waiting.clear();
    }
  }
}
