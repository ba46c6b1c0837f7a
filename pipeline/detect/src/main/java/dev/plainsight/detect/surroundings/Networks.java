package dev.plainsight.detect.surroundings;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses that many people share, so that a place or a count of them says little about one. */
public final class Networks {
  /** No lists were given. */
  public static final Networks NONE = new Networks(List.of());

  /** Why an address is shared. */
  public enum Kind {
    /** The office's or a provider's way out to the internet. */
    SHARED_EGRESS,
    VPN,
    /** A mobile carrier: its addresses are where its gateways are, not where its phones are. */
    MOBILE
  }

  /**
   * A range of addresses.
   *
   * @param cidr such as {@code 203.0.113.0/24}
   * @param name whose it is, for a reader
   */
  public record Range(Kind kind, String cidr, String name) {}

  private record Bits(Range range, byte[] prefix, int length) {
    boolean holds(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < length; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((address[bit >> 3] & mask) != (prefix[bit >> 3] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Range> ranges;
  private final List<Bits> bits = new ArrayList<>();

  private Networks(List<Range> ranges) {
    this.ranges = List.copyOf(ranges);
    ranges.forEach(range -> bits.add(bits(range)));
  }

  /**
   * These ranges.
   *
   * @throws IllegalArgumentException where one is no range; the message names it
   */
  public static Networks of(List<Range> ranges) {
    return ranges.isEmpty() ? NONE : new Networks(ranges);
  }

  private static Bits bits(Range range) {
    String cidr = range.cidr();
    int slash = cidr.indexOf('/');
    InetAddress address = Address.of(slash < 0 ? cidr : cidr.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException(
          "network '" + cidr + "' is no range of addresses; write it like 203.0.113.0/24");
    }
    int longest = address.getAddress().length * 8;
    int length = slash < 0 ? longest : length(cidr.substring(slash + 1));
    if (length < 0 || length > longest) {
      throw new IllegalArgumentException(
          "network '" + cidr + "' has no length of 0.." + longest + " after its '/'");
    }
    return new Bits(range, address.getAddress(), length);
  }

  private static int length(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  public List<Range> ranges() {
    return ranges;
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Whether the address lies in a range of this kind. */
  public boolean holds(Kind kind, String address) {
    return find(kind, address) != null;
  }

  /** Whether the address is shared for any reason. */
  public boolean isShared(String address) {
    return find(null, address) != null;
  }

  private @Nullable Range find(@Nullable Kind kind, String address) {
    InetAddress parsed = bits.isEmpty() ? null : Address.of(address);
    if (parsed == null) {
      return null;
    }
    byte[] wanted = parsed.getAddress();
    for (Bits each : bits) {
      if ((kind == null || each.range().kind() == kind) && each.holds(wanted)) {
        return each.range();
      }
    }
    return null;
  }
}
