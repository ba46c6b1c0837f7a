package dev.plainsight.evidence.pack;

/** Where things stand in a package. */
public final class Names {
  public static final String ROSTER = "scope/roster.csv";
  public static final String LEDGER = "completeness/sequence_ledger.csv";
  public static final String COVERAGE = "completeness/coverage.csv";
  public static final String DEAD_LETTERS = "completeness/dead_letters.csv";
  public static final String BATCHES = "events/batches.jsonl";
  public static final String LATE = "events/late.csv";
  public static final String FINDINGS = "findings/findings.jsonl";
  public static final String FINDINGS_TABLE = "findings/findings.csv";
  public static final String ROOTS = "integrity/roots.jsonl";
  public static final String KEY = "keys/seal.pub";
  public static final String SUMMARY = "summary.html";

  private Names() {}

  public static String control(String id, String file) {
    return "controls/" + id + "/" + file;
  }

  public static String checkpoint(Object day) {
    return "integrity/checkpoints/" + day + ".checkpoint";
  }

  /** Of {@code batch}, {@code run} or {@code finding}. */
  public static String proofs(String kind) {
    return "integrity/proofs/" + kind + ".jsonl";
  }
}
