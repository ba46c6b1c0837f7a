package dev.plainsight.detect.surroundings;

import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Places out of databases in MaxMind's format: one that tells where an address is (of the type
 * City, Country or Enterprise), one that tells whose network it is in (ASN or ISP), or both.
 * Whoever makes them: what counts is what their type and their records say.
 */
public final class PlaceDatabases implements Places {
  private static final int PROBES = 4_096;

  /**
   * What a database can tell; types are named like {@code GeoLite2-City}, {@code DBIP-ASN-Lite}.
   */
  private enum Tells {
    WHERE("City|Country|Enterprise"),
    WHOSE("ASN|ISP");

    private final String types;

    Tells(String types) {
      this.types = types;
    }

    static @Nullable Tells of(String type) {
      return Stream.of(values())
          .filter(each -> Pattern.compile(each.types).matcher(type).find())
          .findFirst()
          .orElse(null);
    }
  }

  /** Opens a database, wherever it is kept. */
  public interface Source {
    Reader open() throws IOException;
  }

  /**
   * A database as it is given.
   *
   * @param name for messages, such as the path of its file
   */
  public record Given(String name, Source source) {}

  /** One that was opened. */
  private record Opened(String name, String version, Tells tells, Reader reader) {}

  private final List<Opened> databases;
  private final String version;

  private PlaceDatabases(List<Opened> databases) {
    this.databases = databases;
    this.version = databases.stream().map(Opened::version).collect(Collectors.joining(" + "));
  }

  /**
   * Places out of these; {@link Places#NONE} where none is given.
   *
   * @throws IllegalArgumentException where one is damaged, tells nothing of places, or tells what
   *     another one told; the message names it
   */
  public static Places of(List<Given> given) {
    List<Opened> opened = new ArrayList<>();
    for (Given each : given) {
      Opened next = opened(each);
      for (Opened before : opened) {
        if (before.tells() == next.tells()) {
          throw new IllegalArgumentException(
              "%s and %s both tell %s; give one of them"
                  .formatted(
                      before.name(),
                      next.name(),
                      next.tells() == Tells.WHERE ? "where addresses are" : "whose they are"));
        }
      }
      opened.add(next);
    }
    return opened.isEmpty() ? NONE : new PlaceDatabases(List.copyOf(opened));
  }

  private static Opened opened(Given given) {
    Reader reader;
    String version;
    String type;
    try {
      reader = given.source().open();
      Metadata about = reader.getMetadata();
      type = Objects.toString(about.getDatabaseType(), "");
      version = type + " " + about.getBuildDate().toInstant();
      probe(reader);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          given.name() + " is no database of places (.mmdb), or is damaged: " + e.getMessage(), e);
    }
    Tells tells = Tells.of(type);
    if (tells == null) {
      throw new IllegalArgumentException(
          "%s is of the type '%s'; give a database of the type City, Country or ASN"
              .formatted(given.name(), type));
    }
    return new Opened(given.name(), version, tells, reader);
  }

  /** Reads the entries of addresses all over, so that a damaged file is seen before it is used. */
  private static void probe(Reader reader) throws IOException {
    for (int i = 0; i < PROBES; i++) {
      int spread = i * (int) 0x9E3779B9L;
      byte[] v4 = {
        (byte) (spread >>> 24), (byte) (spread >>> 16), (byte) (spread >>> 8), (byte) spread
      };
      reader.get(InetAddress.getByAddress(v4), Map.class);
    }
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Optional<Place> of(String address) {
    InetAddress parsed = Address.of(address);
    if (parsed == null) {
      return Optional.empty();
    }
    Entry where = Entry.NONE;
    Entry whose = Entry.NONE;
    for (Opened each : databases) {
      Entry entry = entry(each.reader(), parsed);
      if (each.tells() == Tells.WHERE) {
        where = entry;
      } else {
        whose = entry;
      }
    }
    Place place = place(where, whose);
    return place.equals(NOWHERE) ? Optional.empty() : Optional.of(place);
  }

  private static final Place NOWHERE = place(Entry.NONE, Entry.NONE);

  private static Place place(Entry where, Entry whose) {
    long number = (long) whose.number(0, "autonomous_system_number");
    return new Place(
        where.text("country", "iso_code"),
        where.text("city", "names", "en"),
        where.number(Double.NaN, "location", "latitude"),
        where.number(Double.NaN, "location", "longitude"),
        number == 0 ? "" : "AS" + number,
        whose.text("autonomous_system_organization"));
  }

  /** What cannot be read of a damaged database is not known. */
  private static Entry entry(Reader reader, InetAddress address) {
    try {
      Map<?, ?> fields = reader.get(address, Map.class);
      return fields == null ? Entry.NONE : new Entry(fields);
    } catch (IOException | RuntimeException e) {
      return Entry.NONE;
    }
  }

  /** A record of a database: fields within fields. */
  private record Entry(Map<?, ?> fields) {
    static final Entry NONE = new Entry(Map.of());

    private @Nullable Object at(String... path) {
      Object found = fields;
      for (String name : path) {
        found = found instanceof Map<?, ?> map ? map.get(name) : null;
      }
      return found;
    }

    String text(String... path) {
      return Objects.toString(at(path), "");
    }

    double number(double absent, String... path) {
      return at(path) instanceof Number number ? number.doubleValue() : absent;
    }
  }
}
