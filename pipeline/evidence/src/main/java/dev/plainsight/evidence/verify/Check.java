package dev.plainsight.evidence.verify;

import java.util.Locale;

/** What is looked at, each with the exit code of its failure. */
public enum Check {
  /** The ZIP itself: readable, of plain names, nothing twice. */
  ARCHIVE(1),
  /** The manifest is what was signed. */
  SIGNATURE(1),
  /** It was signed by the key that the reader trusts. */
  KEY(3),
  /** Every file is there, as the manifest lists it, and no other. */
  FILES(1),
  /** Every table has as many rows as the manifest says. */
  ROWS(2),
  /** Sealed days follow each other without a hole, each committed to by the next. */
  CHAIN(1),
  /** Every root is signed by the package's key. */
  CHECKPOINT(3),
  /** Every day of the period is sealed. */
  DAYS(2),
  /** Enclosed records are, byte for byte, what was sealed. */
  INCLUSION(1),
  /** Enclosed records are in a seal, unless they are newer than the last one. */
  UNSEALED(2),
  /** Batches hold what they are listed as. */
  EVENTS(1),
  /** All controls are there, with every day of the period. */
  CONTROLS(2),
  /** The roster is the one that WM-01 was tested on. */
  SCOPE(2),
  /** Populations are those of the daily runs as recorded. */
  POPULATION(2),
  /** Query and parameters are those of the daily runs as recorded. */
  QUERY(2),
  /** Results are what the tests make of the populations. */
  RESULTS(2),
  /** No exception is left out. */
  EXCEPTIONS(2),
  /** Sequences add up. */
  LEDGER(2),
  /** Coverage follows from roster and ledger. */
  COVERAGE(2),
  /** Findings are what the rules make of the enclosed events. */
  FINDINGS(2),
  /** The figures of manifest and summary are those of the tables. */
  FIGURES(2);

  private final int exit;

  Check(int exit) {
    this.exit = exit;
  }

  public int exit() {
    return exit;
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
