package dev.plainsight.evidence.pack;

import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.seal.Leaf;
import dev.plainsight.evidence.seal.MerkleTree;
import dev.plainsight.evidence.seal.Seal;
import java.time.LocalDate;

/** Where a record stands in the tree of a sealed day, and the way from it to the root. */
public record Proof(String key, LocalDate day, long position, byte[] salt, byte[] path) {

  static Proof of(Leaf leaf, MerkleTree tree) {
    return new Proof(
        leaf.key(), leaf.day(), leaf.position(), leaf.salt(), tree.path(leaf.position()));
  }

  /** Whether a record of these bytes stands there. */
  public boolean holds(byte[] bytes, Seal seal) {
    return MerkleTree.includes(
        seal.root(), seal.size(), position, MerkleTree.leaf(salt, bytes), path);
  }

  String json() {
    return Json.write(
        Json.object(
            "key", key,
            "day", day,
            "position", position,
            "salt", Bytes.base64(salt),
            "path", Bytes.base64(path)));
  }

  public static Proof of(String json) {
    Json.Fields fields = Json.fields(json);
    return new Proof(
        fields.text("key"),
        LocalDate.parse(fields.text("day")),
        fields.number("position"),
        Bytes.fromBase64(fields.text("salt")),
        Bytes.fromBase64(fields.text("path")));
  }
}
