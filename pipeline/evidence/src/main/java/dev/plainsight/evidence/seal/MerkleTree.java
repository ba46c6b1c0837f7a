package dev.plainsight.evidence.seal;

import dev.plainsight.contract.HashChain;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tree of RFC 9162 (2.1) over leaf hashes, with its inclusion proofs. 32 bytes a leaf and as
 * much again for the levels above.
 *
 * <pre>
 *        root
 *       /    \
 *     n01     \        node  SHA-256(0x01 || left || right)
 *    /  \      \       leaf  SHA-256(0x00 || salt || bytes)
 *   l0   l1    l2      an odd last one moves up as it is
 * </pre>
 */
public final class MerkleTree {
  static final int HASH = HashChain.HASH_BYTES;
  private final List<byte[]> levels = new ArrayList<>();

  private MerkleTree(byte[] leaves) {
    levels.add(leaves);
    while (count(top()) > 1) {
      levels.add(above(top()));
    }
  }

  /**
   * Collects leaf hashes in order.
   *
   * <p>At most 2^26 (67 million), the size of a Java array of them.
   */
  public static final class Builder {
    private final ByteArrayOutputStream leaves = new ByteArrayOutputStream();

    public Builder add(byte[] leafHash) {
      leaves.write(leafHash, 0, HASH);
      return this;
    }

    public MerkleTree tree() {
      return new MerkleTree(leaves.toByteArray());
    }
  }

  /** The hash of a leaf; salt and bytes must both be known to make it again. */
  public static byte[] leaf(byte[] salt, byte[] bytes) {
    MessageDigest digest = HashChain.sha256();
    digest.update((byte) 0);
    digest.update(salt);
    return digest.digest(bytes);
  }

  static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = HashChain.sha256();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }

  public long size() {
    return count(levels.get(0));
  }

  /** Of no leaves: the SHA-256 of nothing, as the RFC has it. */
  public byte[] root() {
    return size() == 0 ? HashChain.sha256().digest() : top();
  }

  /** The siblings from the leaf up to the root, one after the other. */
  public byte[] path(long position) {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    int at = (int) position;
    for (byte[] level : levels) {
      int sibling = at ^ 1;
      if (sibling < count(level)) {
        path.write(level, sibling * HASH, HASH);
      }
      at >>= 1;
    }
    return path.toByteArray();
  }

  /** Whether the path leads from the leaf at that place of a tree of that size to the root. */
  public static boolean includes(
      byte[] root, long size, long position, byte[] leafHash, byte[] path) {
    if (position < 0 || position >= size || path.length % HASH != 0) {
      return false;
    }
    byte[] hash = leafHash;
    int at = 0;
    long place = position;
    for (long last = size - 1; last > 0; last >>= 1, place >>= 1) {
      if (place == last && place % 2 == 0) {
        continue; // an odd last one: nothing beside it on this level
      }
      if (at == path.length) {
        return false;
      }
      byte[] sibling = Arrays.copyOfRange(path, at, at + HASH);
      hash = place % 2 == 1 ? node(sibling, hash) : node(hash, sibling);
      at += HASH;
    }
    return at == path.length && Arrays.equals(hash, root);
  }

  private byte[] top() {
    return levels.get(levels.size() - 1);
  }

  private static int count(byte[] level) {
    return level.length / HASH;
  }

  private static byte[] above(byte[] level) {
    int count = count(level);
    byte[] above = new byte[(count + 1) / 2 * HASH];
    for (int i = 0; i < count; i += 2) {
      byte[] hash = at(level, i);
      if (i + 1 < count) {
        hash = node(hash, at(level, i + 1));
      }
      System.arraycopy(hash, 0, above, i / 2 * HASH, HASH);
    }
    return above;
  }

  private static byte[] at(byte[] level, int index) {
    return Arrays.copyOfRange(level, index * HASH, (index + 1) * HASH);
  }
}
