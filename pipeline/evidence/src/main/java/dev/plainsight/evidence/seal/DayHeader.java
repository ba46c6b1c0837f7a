package dev.plainsight.evidence.seal;

import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.Times;
import java.time.LocalDate;

/**
 * The first leaf of a day's tree: it names the root of the day before, so that every root commits
 * to all days before it, and says how much the day holds; an empty day is asserted by it alone. Its
 * salt is 32 zeros, for it speaks of nobody.
 *
 * @param previousRoot hex; 64 zeros for the first day ever sealed
 * @param sealedAt ms since 1970 UTC, by this organisation's clock
 */
public record DayHeader(
    String organisation,
    LocalDate day,
    String previousRoot,
    long sealedAt,
    long batches,
    long runs,
    long findings) {
  static final String NO_ROOT = "0".repeat(64);
  static final int SALT_BYTES = 32;

  public String json() {
    return Json.write(
        Json.object(
            "organisation", organisation,
            "day", day,
            "previous_root", previousRoot,
            "sealed_at", Times.text(sealedAt),
            "batches", batches,
            "runs", runs,
            "findings", findings));
  }

  public static DayHeader of(String json) {
    Json.Fields fields = Json.fields(json);
    return new DayHeader(
        fields.text("organisation"),
        LocalDate.parse(fields.text("day")),
        fields.text("previous_root"),
        Times.ms(fields.text("sealed_at")),
        fields.number("batches"),
        fields.number("runs"),
        fields.number("findings"));
  }

  public byte[] leafHash() {
    return MerkleTree.leaf(new byte[SALT_BYTES], Bytes.utf8(json()));
  }

  /** How many leaves a tree of such a day has. */
  public long leaves() {
    return 1 + batches + runs + findings;
  }
}
