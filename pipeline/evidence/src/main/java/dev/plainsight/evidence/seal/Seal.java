package dev.plainsight.evidence.seal;

import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Json;
import java.time.LocalDate;

/**
 * A sealed day.
 *
 * @param path proof that the header is the tree's first leaf
 */
public record Seal(DayHeader header, byte[] root, byte[] path, Checkpoint checkpoint) {

  public LocalDate day() {
    return header.day();
  }

  public long size() {
    return header.leaves();
  }

  /** Its line in {@code integrity/roots.jsonl}, and its file in the folder of seals. */
  public String json() {
    return Json.write(
        Json.object(
            "day", header.day(),
            "size", header.leaves(),
            "root", Bytes.hex(root),
            "header", header.json(),
            "path", Bytes.base64(path)));
  }

  public static Seal of(String json, String checkpoint) {
    Json.Fields fields = Json.fields(json);
    return new Seal(
        DayHeader.of(fields.text("header")),
        Bytes.fromHex(fields.text("root")),
        Bytes.fromBase64(fields.text("path")),
        Checkpoint.of(checkpoint));
  }

  /** The name under which a day's tree is signed. */
  public static String origin(String organisation, LocalDate day) {
    return "plainsight/" + organisation + "/" + day;
  }
}
