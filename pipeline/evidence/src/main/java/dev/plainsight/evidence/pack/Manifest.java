package dev.plainsight.evidence.pack;

import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a package says of itself: every file with its hash, and the figures. One file a line, so
 * that {@code sed} and {@code sha256sum} can check it.
 *
 * @param keyName and {@code keyFingerprint}: the key that signs
 */
public record Manifest(
    String organisation,
    String type,
    Period period,
    long revision,
    String preparedBy,
    String previousDigest,
    String keyName,
    String keyFingerprint,
    List<ControlSummary> controls,
    Figures figures,
    List<FileEntry> files) {
  public static final String FILE = "manifest.json";
  public static final String ENVELOPE = "manifest.dsse.json";
  public static final String FORMAT = "plainsight-evidence/1";

  /** Signed; L3 adds a timestamp and L4 a witness outside. */
  public static final String ASSURANCE = "L2";

  public String json() {
    return "{"
        + member("format", FORMAT)
        + member("organisation", organisation)
        + member("type", type)
        + member("from", period.from())
        + member("to", period.to())
        + member("revision", revision)
        + member("assurance", ASSURANCE)
        + member("prepared_by", preparedBy)
        + member("previous_sha256", previousDigest)
        + member("key_name", keyName)
        + member("key_sha256", keyFingerprint)
        + member("controls", controls.stream().map(ControlSummary::json).toList())
        + member("figures", figures.json())
        + files.stream()
            .map(FileEntry::json)
            .collect(Collectors.joining(",\n", "\n\"files\":[\n", "\n]}\n"));
  }

  private static String member(String name, Object value) {
    return "\n" + Json.write(name) + ":" + Json.write(value) + ",";
  }

  public static Manifest of(String json) {
    Json.Fields fields = Json.fields(json);
    String format = fields.text("format");
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException(
          "format '" + format + "' is not known; this verifier reads " + FORMAT);
    }
    return new Manifest(
        fields.text("organisation"),
        fields.text("type"),
        new Period(LocalDate.parse(fields.text("from")), LocalDate.parse(fields.text("to"))),
        fields.number("revision"),
        fields.text("prepared_by"),
        fields.text("previous_sha256"),
        fields.text("key_name"),
        fields.text("key_sha256"),
        fields.objects("controls").stream().map(ControlSummary::of).toList(),
        Figures.of(fields.object("figures")),
        fields.objects("files").stream().map(FileEntry::of).toList());
  }
}
