package dev.plainsight.evidence.pack;

import dev.plainsight.evidence.Json;

/**
 * One file of a package, as the manifest lists it.
 *
 * @param sha256 hex
 * @param role what it is for: scope, control, completeness, events, findings, integrity, custody,
 *     reading
 * @param rows data rows of a CSV, lines of a JSONL; 0 for any other file
 */
public record FileEntry(String path, long size, String sha256, String role, long rows) {

  String json() {
    return Json.write(
        Json.object("path", path, "size", size, "sha256", sha256, "role", role, "rows", rows));
  }

  static FileEntry of(Json.Fields fields) {
    return new FileEntry(
        fields.text("path"),
        fields.number("size"),
        fields.text("sha256"),
        fields.text("role"),
        fields.number("rows"));
  }
}
