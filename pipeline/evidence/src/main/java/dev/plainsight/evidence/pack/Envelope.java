package dev.plainsight.evidence.pack;

import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.seal.SealKey;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;

/**
 * The signature of a manifest: an in-toto Statement in a DSSE envelope.
 *
 * @param payload the statement's bytes
 */
public record Envelope(byte[] payload, String keyId, byte[] signature) {
  private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  static Envelope sign(Manifest manifest, SealKey key) {
    String statement =
        Json.write(
            Json.object(
                "_type",
                "https://in-toto.io/Statement/v1",
                "subject",
                List.of(
                    Json.object(
                        "name",
                        Manifest.FILE,
                        "digest",
                        Json.object("sha256", Bytes.sha256Hex(manifest.json())))),
                "predicateType",
                "urn:plainsight:evidence-package:1",
                "predicate",
                Json.object(
                    "organisation", manifest.organisation(),
                    "type", manifest.type(),
                    "from", manifest.period().from(),
                    "to", manifest.period().to(),
                    "revision", manifest.revision())));
    byte[] payload = Bytes.utf8(statement);
    return new Envelope(
        payload, SealKey.fingerprint(key.publicKey()), key.sign(authenticated(payload)));
  }

  /** DSSE's pre-authentication encoding: what is signed. */
  private static byte[] authenticated(byte[] payload) {
    byte[] start =
        Bytes.utf8(
            "DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ");
    byte[] all = Arrays.copyOf(start, start.length + payload.length);
    System.arraycopy(payload, 0, all, start.length, payload.length);
    return all;
  }

  public boolean isSignedBy(PublicKey key) {
    return SealKey.verifies(key, authenticated(payload), signature);
  }

  /** The SHA-256 of the manifest that was signed, hex. */
  public String manifestHash() {
    Json.Fields subject =
        Json.fields(new String(payload, StandardCharsets.UTF_8)).objects("subject").get(0);
    return subject.object("digest").text("sha256");
  }

  String json() {
    return Json.write(
            Json.object(
                "payloadType", PAYLOAD_TYPE,
                "payload", Bytes.base64(payload),
                "signatures", List.of(Json.object("keyid", keyId, "sig", Bytes.base64(signature)))))
        + "\n";
  }

  public static Envelope of(String json) {
    Json.Fields fields = Json.fields(json);
    Json.Fields signature = fields.objects("signatures").get(0);
    return new Envelope(
        Bytes.fromBase64(fields.text("payload")),
        signature.text("keyid"),
        Bytes.fromBase64(signature.text("sig")));
  }
}
