package dev.plainsight.detect.testing;

import com.maxmind.db.Reader;
import dev.plainsight.detect.surroundings.PlaceDatabases;
import dev.plainsight.detect.surroundings.Places;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes small databases in MaxMind's format (specification 2.0): a tree of bits, records of 24
 * bits, the data section and the metadata. IPv4 addresses lie in the IPv6 tree behind 96 zeros.
 *
 * <pre>
 * [ tree: left, right | left, right | ... ][ 16 zeros ][ data ][ marker, metadata ]
 * record   below the count of nodes: another node;  the count: nothing;  above: the data at it - count - 16
 * </pre>
 */
public final class MadePlaces {
  private static final byte[] MARKER = {
    (byte) 0xAB, (byte) 0xCD, (byte) 0xEF, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
  };

  private static final class Node {
    private final @Nullable Object[] sides = new Object[2];
  }

  private final String type;
  private final Instant builtAt;
  private final Node root = new Node();

  private MadePlaces(String type, Instant builtAt) {
    this.type = type;
    this.builtAt = builtAt;
  }

  /** An empty database of this type, such as {@code Test-City}. */
  public static MadePlaces of(String type, Instant builtAt) {
    return new MadePlaces(type, builtAt);
  }

  /** With a range of addresses in a city. */
  public MadePlaces city(
      String cidr, String country, String city, double latitude, double longitude) {
    return with(
        cidr,
        Map.of(
            "country",
            Map.of("iso_code", country),
            "city",
            Map.of("names", Map.of("en", city, "de", city + " (de)")),
            "location",
            Map.of("latitude", latitude, "longitude", longitude)));
  }

  /** With a range of addresses in a country. */
  public MadePlaces country(String cidr, String country) {
    return with(cidr, Map.of("country", Map.of("iso_code", country)));
  }

  /** With a range of addresses of an autonomous system. */
  public MadePlaces network(String cidr, int number, String operator) {
    return with(
        cidr,
        Map.of("autonomous_system_number", number, "autonomous_system_organization", operator));
  }

  /** With any record. */
  public MadePlaces with(String cidr, Map<String, Object> record) {
    int slash = cidr.indexOf('/');
    byte[] bytes = address(cidr.substring(0, slash));
    int length = Integer.parseInt(cidr.substring(slash + 1)) + (bytes.length == 4 ? 96 : 0);
    byte[] full = new byte[16];
    System.arraycopy(bytes, 0, full, 16 - bytes.length, bytes.length);
    Node node = root;
    for (int bit = 0; bit < length - 1; bit++) {
      int side = side(full, bit);
      if (!(node.sides[side] instanceof Node)) {
        node.sides[side] = new Node();
      }
      node = (Node) Objects.requireNonNull(node.sides[side]);
    }
    node.sides[side(full, length - 1)] = record;
    return this;
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  private static int side(byte[] address, int bit) {
    return address[bit >> 3] >> (7 - (bit & 7)) & 1;
  }

  /** The file. */
  public byte[] bytes() {
    List<Node> nodes = new ArrayList<>();
    gather(root, nodes);
    Map<Node, Integer> numbers = new LinkedHashMap<>();
    nodes.forEach(node -> numbers.put(node, numbers.size()));
    ByteArrayOutputStream tree = new ByteArrayOutputStream();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Node node : nodes) {
      for (Object side : node.sides) {
        int record = nodes.size();
        if (side instanceof Node next) {
          record = Objects.requireNonNull(numbers.get(next));
        } else if (side != null) {
          record = nodes.size() + 16 + data.size();
          write(data, side);
        }
        tree.write(record >>> 16);
        tree.write(record >>> 8);
        tree.write(record);
      }
    }
    tree.writeBytes(new byte[16]);
    tree.writeBytes(data.toByteArray());
    tree.writeBytes(MARKER);
    write(tree, metadata(nodes.size()));
    return tree.toByteArray();
  }

  private static void gather(Node node, List<Node> into) {
    into.add(node);
    for (Object side : node.sides) {
      if (side instanceof Node next) {
        gather(next, into);
      }
    }
  }

  private Map<String, Object> metadata(int nodes) {
    return Map.of(
        "binary_format_major_version",
        (short) 2,
        "binary_format_minor_version",
        (short) 0,
        "build_epoch",
        builtAt.getEpochSecond(),
        "database_type",
        type,
        "description",
        Map.of("en", "made for a test"),
        "ip_version",
        (short) 6,
        "languages",
        List.of("en"),
        "node_count",
        nodes,
        "record_size",
        (short) 24);
  }

  /** A value with its control byte: the type in the upper three bits, the length below. */
  private static void write(ByteArrayOutputStream out, Object value) {
    if (value instanceof Map<?, ?> map) {
      control(out, 7, map.size());
      new TreeMap<>(map).forEach((name, each) -> pair(out, name, each));
    } else if (value instanceof List<?> list) {
      control(out, 11, list.size());
      list.forEach(each -> write(out, each));
    } else if (value instanceof String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      control(out, 2, utf8.length);
      out.writeBytes(utf8);
    } else if (value instanceof Double number) {
      control(out, 3, 8);
      number(out, Double.doubleToLongBits(number), 8);
    } else if (value instanceof Short number) {
      control(out, 5, 2);
      number(out, number, 2);
    } else if (value instanceof Integer number) {
      control(out, 6, 4);
      number(out, number, 4);
    } else if (value instanceof Long number) {
      control(out, 9, 8);
      number(out, number, 8);
    } else {
      throw new IllegalArgumentException("no type for " + value);
    }
  }

  private static void pair(ByteArrayOutputStream out, Object name, Object value) {
    write(out, name);
    write(out, value);
  }

  private static void control(ByteArrayOutputStream out, int type, int length) {
    int shown = Math.min(length, 29);
    out.write((type <= 7 ? type << 5 : 0) | shown);
    if (type > 7) {
      out.write(type - 7);
    }
    if (length >= 29) {
      out.write(length - 29);
    }
  }

  private static void number(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  /** The databases, opened. */
  public static Places places(MadePlaces... databases) {
    List<PlaceDatabases.Given> given = new ArrayList<>();
    for (MadePlaces each : databases) {
      given.add(given(each.type + ".mmdb", each.bytes()));
    }
    return PlaceDatabases.of(given);
  }

  /** Such a file, or a damaged one. */
  public static PlaceDatabases.Given given(String name, byte[] bytes) {
    return new PlaceDatabases.Given(name, () -> new Reader(new ByteArrayInputStream(bytes)));
  }
}
