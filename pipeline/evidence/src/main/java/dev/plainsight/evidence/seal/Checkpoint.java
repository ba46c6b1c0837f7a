package dev.plainsight.evidence.seal;

import dev.plainsight.evidence.Bytes;
import java.security.PublicKey;
import java.util.Arrays;

/**
 * A root as a C2SP tlog-checkpoint: origin, size and root in a signed note.
 *
 * <pre>
 * plainsight/acme/2026-11-03
 * 1234
 * CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 * — plainsight/acme Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
 * </pre>
 */
public record Checkpoint(String origin, long size, byte[] root, String text) {
  private static final String SIGNATURE = "\u2014 ";
  private static final byte ED25519 = 1;

  static Checkpoint sign(String origin, long size, byte[] root, SealKey key) {
    String note = origin + "\n" + size + "\n" + Bytes.base64(root) + "\n";
    byte[] signature = key.sign(Bytes.utf8(note));
    byte[] id = keyId(key.name(), key.publicKey());
    byte[] line = Arrays.copyOf(id, id.length + signature.length);
    System.arraycopy(signature, 0, line, id.length, signature.length);
    String text = note + "\n" + SIGNATURE + key.name() + " " + Bytes.base64(line) + "\n";
    return new Checkpoint(origin, size, root, text);
  }

  /** Reads one; anything but the form above throws {@link IllegalArgumentException}. */
  public static Checkpoint of(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != 6
        || !lines[3].isEmpty()
        || !lines[4].startsWith(SIGNATURE)
        || !lines[5].isEmpty()) {
      throw new IllegalArgumentException("not a checkpoint of three lines and one signature");
    }
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), Bytes.fromBase64(lines[2]), text);
  }

  /** Whether the holder of the key of that name signed it. */
  public boolean isSignedBy(String name, PublicKey key) {
    int end = text.indexOf("\n\n");
    String line = text.substring(end + 2).stripTrailing();
    String start = SIGNATURE + name + " ";
    if (!line.startsWith(start)) {
      return false;
    }
    byte[] signature = Bytes.fromBase64(line.substring(start.length()));
    byte[] id = keyId(name, key);
    return signature.length > id.length
        && Arrays.equals(Arrays.copyOf(signature, id.length), id)
        && SealKey.verifies(
            key,
            Bytes.utf8(text.substring(0, end + 1)),
            Arrays.copyOfRange(signature, id.length, signature.length));
  }

  /** The key in the text form of signed notes, for the tools that read checkpoints. */
  public static String noteKey(String name, PublicKey key) {
    byte[] raw = SealKey.raw(key);
    byte[] typed = new byte[raw.length + 1];
    typed[0] = ED25519;
    System.arraycopy(raw, 0, typed, 1, raw.length);
    return name + "+" + Bytes.hex(keyId(name, key)) + "+" + Bytes.base64(typed);
  }

  private static byte[] keyId(String name, PublicKey key) {
    byte[] start = Bytes.utf8(name + "\n");
    byte[] raw = SealKey.raw(key);
    byte[] all = Arrays.copyOf(start, start.length + 1 + raw.length);
    all[start.length] = ED25519;
    System.arraycopy(raw, 0, all, start.length + 1, raw.length);
    return Arrays.copyOf(Bytes.sha256(all), 4);
  }
}
