package dev.plainsight.agent.outbox;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM for the frames of one segment. The key is HMAC-SHA256(spool key, the segment's random
 * salt) and the nonce is segment id + frame number, so that no nonce meets the same key twice even
 * if every file but the key were lost and numbering began again.
 */
final class SegmentKey {
  static final int SALT_BYTES = 16;
  private static final int TAG_BITS = 128;
  private final SecretKeySpec key;
  private final long segment;

  SegmentKey(byte[] spoolKey, byte[] salt, long segment) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(spoolKey, "HmacSHA256"));
      this.key = new SecretKeySpec(mac.doFinal(salt), "AES");
      this.segment = segment;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  byte[] seal(int frame, byte[] head, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, frame, head).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES/GCM", e);
    }
  }

  byte[] open(int frame, byte[] head, byte[] sealed) throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, frame, head).doFinal(sealed);
  }

  private Cipher cipher(int mode, int frame, byte[] head) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(12).putLong(segment).putInt(frame).array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(head);
    return cipher;
  }
}
