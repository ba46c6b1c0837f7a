package dev.plainsight.agent.processes;

import dev.plainsight.contract.HashChain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * SHA-256 of executables, remembered for as long as inode, time and size stay the same. Reads at
 * most so many bytes between two {@link #renew} calls, so that a burst of new programs does not
 * cost the machine's user anything to notice.
 */
final class FileHashes {
  static final String UNKNOWN = "";
  private static final int REMEMBERED_MAX = 1_024;
  private static final long BYTES_MAX = 64L << 20;

  private record Identity(Object key, long modifiedMs, long bytes) {}

  private final Map<Identity, String> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Identity, String> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };
  private long bytesLeft = BYTES_MAX;

  void renew() {
    bytesLeft = BYTES_MAX;
  }

  /** Lower-case hex; {@link #UNKNOWN} where it cannot be read, or not now. */
  String of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      Object key = attributes.fileKey() == null ? file : attributes.fileKey();
      Identity identity =
          new Identity(key, attributes.lastModifiedTime().toMillis(), attributes.size());
      String before = known.get(identity);
      return before != null ? before : read(file, identity);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private String read(Path file, Identity identity) throws IOException {
    if (identity.bytes > bytesLeft) {
      return UNKNOWN;
    }
    bytesLeft -= identity.bytes;
    MessageDigest digest = HashChain.sha256();
    byte[] buffer = new byte[16_384];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    known.put(identity, hash);
    return hash;
  }
}
