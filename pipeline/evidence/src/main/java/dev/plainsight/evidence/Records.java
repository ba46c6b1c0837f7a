package dev.plainsight.evidence;

import dev.plainsight.evidence.control.ControlRun;
import dev.plainsight.evidence.control.ControlText;
import dev.plainsight.evidence.control.Parameters;
import dev.plainsight.evidence.seal.Leaf;
import dev.plainsight.evidence.seal.Seal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The store, as evidence sees it: what was recorded, and where evidence keeps its own. Streams come
 * in the stated order, always the same for the same content. A question that fails throws; nothing
 * is left out in silence.
 */
public interface Records {

  /** Every device of the roster, by device id. */
  List<RosterEntry> roster();

  /** The population of a control: the rows of its query, in its order. */
  Rows population(ControlText control, Parameters parameters);

  /** The recorded runs of a control on the days, by day and time. */
  List<ControlRun> runs(String control, Period days);

  /**
   * The batches that touch the days, and for each device the last one before and the first one
   * after them, by device, epoch and sequence.
   */
  void headers(Period days, Consumer<BatchHeader> each);

  /** What agents declared as dropped in the epochs of these days, by device, epoch and sequence. */
  List<Drop> drops(Period days);

  /** Records refused on arrival on these days, by topic, partition and offset. */
  void refused(Period days, Consumer<RefusedRecord> each);

  /** The batches that hold a logon event of these days, by device, epoch and sequence. */
  void logonBatches(Period days, Consumer<SentBatch> each);

  /** Logon events of these days that were too late to be folded. */
  List<LateEvent> late(Period days);

  /** All versions of the findings of security that touch the days, by id and version. */
  void findings(Period days, Consumer<FoundFinding> each);

  /** The day on which the first record arrived; empty while there is none. */
  Optional<LocalDate> firstDay();

  /** Batches that arrived by the end of the day and are in no earlier seal, in their order. */
  void unsealedBatches(LocalDate through, Consumer<SentBatch> each);

  /** Control runs that ran by the end of the day and are in no earlier seal, in their order. */
  void unsealedRuns(LocalDate through, Consumer<ControlRun> each);

  /** Versions of findings, of both purposes, likewise by the time they were found. */
  void unsealedFindings(LocalDate through, Consumer<FoundFinding> each);

  /** The leaves of a sealed day from the first on, by position. */
  void leaves(LocalDate day, Consumer<Leaf> each);

  void keepRuns(List<ControlRun> runs);

  void keepLeaves(List<Leaf> leaves);

  /** Keeps the copy of a seal; the seal itself is a file outside the store. */
  void keepSeal(Seal seal);
}
