package dev.plainsight.evidence.pack;

import dev.plainsight.evidence.Json;

/**
 * What a package comes to.
 *
 * @param events received, in the sequence ledger
 * @param missing sequences that are missing and not declared dropped
 * @param coverage percent
 * @param gapMinutes always told beside the coverage
 * @param findings versions enclosed
 * @param sealedRows enclosed batches, runs and findings with a proof
 * @param unsealedRows those recorded after the last sealed day
 * @param lastSealedDay empty while none is
 */
public record Figures(
    long events,
    long missing,
    String coverage,
    long gapMinutes,
    long exceptions,
    long findings,
    long sealedRows,
    long unsealedRows,
    String lastSealedDay) {

  Object json() {
    return Json.object(
        "events", events,
        "missing", missing,
        "coverage_percent", coverage,
        "gap_minutes", gapMinutes,
        "exceptions", exceptions,
        "findings", findings,
        "sealed_rows", sealedRows,
        "unsealed_rows", unsealedRows,
        "last_sealed_day", lastSealedDay);
  }

  static Figures of(Json.Fields fields) {
    return new Figures(
        fields.number("events"),
        fields.number("missing"),
        fields.text("coverage_percent"),
        fields.number("gap_minutes"),
        fields.number("exceptions"),
        fields.number("findings"),
        fields.number("sealed_rows"),
        fields.number("unsealed_rows"),
        fields.text("last_sealed_day"));
  }
}
