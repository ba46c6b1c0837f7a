package dev.plainsight.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.IdentifiedEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Identity, the chain of hashes, and the signature that covers the chain. */
class ChainTest {
  private static final byte[] HASH = HashChain.link("batch".getBytes(StandardCharsets.UTF_8));

  /** The public half of RFC 8032's first test key, in X.509 form. */
  private static final byte[] FIXED_PUBLIC_KEY =
      HexFormat.of()
          .parseHex(
              "302a300506032b6570032100"
                  + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

  private static final EventId ID = new EventId("laptop-1", 3, 41);

  @Test
  void theChainStartsAt32ZerosAndLinksBySha256() {
    assertArrayEquals(new byte[32], HashChain.start());
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        HexFormat.of().formatHex(HashChain.link("abc".getBytes(StandardCharsets.US_ASCII))));
  }

  @Test
  void whatWasGivenOutDoesNotChangeTheChainsStart() {
    HashChain.start()[0] = 1;
    assertEquals(0, HashChain.start()[0]);
  }

  @Property(tries = 200)
  void anyChangedByteBreaksTheLink(@ForAll @Size(min = 1, max = 200) byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[bytes.length / 2] ^= 1;
    assertFalse(Arrays.equals(HashChain.link(bytes), HashChain.link(changed)));
  }

  @Test
  void aSignatureVerifiesByItsOwnKeyOnly() throws GeneralSecurityException {
    KeyPair device = key();
    byte[] signature = HeartbeatSignature.sign(device.getPrivate(), ID, HASH);
    assertEquals(64, signature.length);
    assertTrue(HeartbeatSignature.verifies(device.getPublic().getEncoded(), ID, HASH, signature));
    assertFalse(HeartbeatSignature.verifies(key().getPublic().getEncoded(), ID, HASH, signature));
  }

  @Test
  void aSignatureCoversDeviceEpochSequenceAndChain() throws GeneralSecurityException {
    KeyPair device = key();
    byte[] publicKey = device.getPublic().getEncoded();
    byte[] signature = HeartbeatSignature.sign(device.getPrivate(), ID, HASH);
    List<EventId> others =
        List.of(
            new EventId("laptop-2", 3, 41),
            new EventId("laptop-1", 4, 41),
            new EventId("laptop-1", 3, 42));
    for (EventId other : others) {
      assertFalse(HeartbeatSignature.verifies(publicKey, other, HASH, signature), other + "");
    }
    assertFalse(HeartbeatSignature.verifies(publicKey, ID, HashChain.start(), signature));
  }

  @Property(tries = 200)
  void noDamagedSignatureVerifiesAndNoneThrows(@ForAll @Size(max = 80) byte[] signature) {
    assertFalse(HeartbeatSignature.verifies(FIXED_PUBLIC_KEY, ID, HASH, signature));
  }

  @Property(tries = 200)
  void aKeyThatIsNoneIsFalseAndNotAnException(@ForAll @Size(max = 60) byte[] key) {
    assertFalse(HeartbeatSignature.verifies(key, ID, HASH, new byte[64]));
  }

  @Test
  void aKeyOfAnotherKindIsFalse() throws GeneralSecurityException {
    KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();
    assertFalse(HeartbeatSignature.verifies(ec.getPublic().getEncoded(), ID, HASH, new byte[64]));
  }

  /** Pinned: an agent of another make, or an auditor with openssl, signs the same bytes. */
  @Test
  void theSignedBytesArePinned() throws GeneralSecurityException {
    byte[] signature = HeartbeatSignature.sign(fixedKey(), ID, HASH);
    assertTrue(HeartbeatSignature.verifies(FIXED_PUBLIC_KEY, ID, HASH, signature));
    assertEquals(
        "9bd62eecb42471565420922726790874678639589df9864ef9d2b8b61afcd4de150eaf55cf703ed5bd0ff83f0a16dcb142eb6fc7fc205f74f4c91f762dc43600",
        HexFormat.of().formatHex(signature));
  }

  @Test
  void anIdentityIsOrderedByDeviceThenEpochThenSequence() {
    List<EventId> ordered =
        List.of(
            new EventId("a", 2, 9),
            new EventId("a", 10, 1),
            new EventId("a", 10, 2),
            new EventId("b", 0, 0));
    assertEquals(ordered, ordered.stream().sorted(Comparator.reverseOrder()).sorted().toList());
  }

  @Test
  void anIdentityReadsAsDeviceEpochSequence() {
    IdentifiedEvent event = new IdentifiedEvent("laptop-1", 3L, 41L, 0L, GoldenBatches.logon());
    assertEquals(ID, EventId.of(event));
    assertEquals("laptop-1/3/41", EventId.of(event).toString());
    assertNotEquals(ID, new EventId("laptop-1", 41, 3));
  }

  private static KeyPair key() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  /** The first key of RFC 8032's test vectors. */
  private static PrivateKey fixedKey() throws GeneralSecurityException {
    byte[] seed =
        HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    return KeyFactory.getInstance("Ed25519")
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
  }
}
