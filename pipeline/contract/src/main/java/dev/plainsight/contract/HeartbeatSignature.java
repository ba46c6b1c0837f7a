package dev.plainsight.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/**
 * Ed25519 over {@code "plainsight-heartbeat-v1\n" device_id "\n" boot_epoch seq previous_hash}
 * (longs as 8 bytes, big-endian), where previous_hash is that of the batch that carries the
 * heartbeat: it covers every batch of the epoch before it.
 */
public final class HeartbeatSignature {
  private HeartbeatSignature() {}

  public static byte[] sign(PrivateKey key, EventId id, byte[] previousHash)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    signature.update(signedBytes(id, previousHash));
    return signature.sign();
  }

  /** False for a wrong signature and for a key or signature that is not Ed25519's. */
  public static boolean verifies(
      byte[] publicKey, EventId id, byte[] previousHash, byte[] signatureBytes) {
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(signedBytes(id, previousHash));
      return signature.verify(signatureBytes);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] signedBytes(EventId id, byte[] previousHash) {
    byte[] head =
        ("plainsight-heartbeat-v1\n" + id.deviceId() + "\n").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(head.length + 2 * Long.BYTES + previousHash.length)
        .put(head)
        .putLong(id.bootEpoch())
        .putLong(id.seq())
        .put(previousHash)
        .array();
  }
}
