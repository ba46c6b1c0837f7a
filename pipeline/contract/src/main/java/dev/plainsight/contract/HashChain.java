package dev.plainsight.contract;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The chain of one epoch: each batch names the SHA-256 of the bytes of the batch before it, so one
 * signature covers every batch before it.
 */
public final class HashChain {
  public static final int HASH_BYTES = 32;

  private HashChain() {}

  /** What the first batch of an epoch names: 32 zero bytes. */
  public static byte[] start() {
    return new byte[HASH_BYTES];
  }

  /** The link that the next batch must name. */
  public static byte[] link(byte[] batchBytes) {
    return sha256().digest(batchBytes);
  }

  /** A fresh SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
