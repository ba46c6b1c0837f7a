package dev.plainsight.scenario;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The addresses of a made-up world, all in 198.18.0.0/15, which is nobody's: offices, homes, mobile
 * carriers, hotels, rented exits, strangers.
 */
public final class Atlas {
  /** Sites of the company. */
  static final List<Spot> SITES =
      List.of(
          new Spot("SE", "Stockholm", 59.33, 18.06, "AS64500"),
          new Spot("CA", "Toronto", 43.65, -79.38, "AS64501"),
          new Spot("SG", "Singapore", 1.35, 103.82, "AS64502"));

  /** Where a carrier's gateway seems to be, for each site: the capital, or the next large city. */
  private static final List<Spot> GATEWAYS =
      List.of(
          new Spot("SE", "Gothenburg", 57.71, 11.97, "AS64520"),
          new Spot("CA", "Montreal", 45.50, -73.57, "AS64521"),
          new Spot("SG", "Singapore", 1.29, 103.85, "AS64522"));

  private static final List<Spot> CITIES =
      List.of(
          new Spot("DE", "Berlin", 52.52, 13.40, ""),
          new Spot("GB", "London", 51.51, -0.13, ""),
          new Spot("FR", "Paris", 48.86, 2.35, ""),
          new Spot("US", "New York", 40.71, -74.01, ""),
          new Spot("US", "San Francisco", 37.77, -122.42, ""),
          new Spot("JP", "Tokyo", 35.68, 139.69, ""),
          new Spot("IN", "Bengaluru", 12.97, 77.59, ""),
          new Spot("ES", "Madrid", 40.42, -3.70, ""),
          new Spot("NL", "Amsterdam", 52.37, 4.90, ""),
          new Spot("BR", "Sao Paulo", -23.55, -46.63, ""));

  /** The company's own way out of each site, of its VPN, and the carrier that its lists name. */
  public static final List<String> EGRESS =
      List.of("198.18.0.0/24", "198.18.1.0/24", "198.18.2.0/24");

  public static final String VPN = "198.18.3.0/24";
  public static final List<String> MOBILE =
      List.of("198.18.10.0/24", "198.18.11.0/24", "198.18.12.0/24");

  private static final int HOTELS = 20;
  private static final int EXITS = 40;
  private static final int STRANGERS = 60;

  private Atlas() {}

  static String office(int site) {
    return "198.18." + site + ".1";
  }

  static String vpn(SplittableRandom random) {
    return "198.18.3." + (1 + random.nextInt(8));
  }

  /** A carrier on the company's list, or one that is not. */
  static String mobile(int site, boolean listed, SplittableRandom random) {
    return "198.18." + ((listed ? 10 : 13) + site) + "." + (1 + random.nextInt(200));
  }

  /** An address of one of the site's four providers; it changes now and then. */
  static String home(int site, int provider, int line, long day) {
    return "198.19.%d.%d"
        .formatted(site * 64 + provider * 16 + line % 16, 1 + (line / 16 + day / 9 * 37) % 250);
  }

  static String hotel(int city, int room) {
    return "198.18." + (HOTELS + city) + "." + (1 + room % 250);
  }

  static String exit(int city, SplittableRandom random) {
    return "198.18." + (EXITS + city) + "." + (1 + random.nextInt(60));
  }

  static String stranger(int which, int host) {
    return "198.18." + (STRANGERS + which) + "." + (1 + host % 250);
  }

  /** Where an address is; nothing where it is not of this world. */
  public static Optional<Spot> spot(String address) {
    String[] parts = address.split("\\.", 4);
    if (parts.length != 4 || !parts[0].equals("198")) {
      return Optional.empty();
    }
    int block = Integer.parseInt(parts[2]);
    if (parts[1].equals("19")) {
      Spot site = SITES.get(Math.min(block / 64, 2));
      return Optional.of(in(site, "AS" + (64_530 + block / 16)));
    }
    if (block < 3) {
      return Optional.of(SITES.get(block));
    }
    if (block < HOTELS) {
      return Optional.of(
          block == 3
              ? SITES.get(0)
              : block < 13 ? SITES.get(block - 10) : GATEWAYS.get(block - 13));
    }
    return Optional.of(in(CITIES.get(block % 10), "AS" + (64_600 + block)));
  }

  private static Spot in(Spot city, String network) {
    return new Spot(city.country(), city.city(), city.latitude(), city.longitude(), network);
  }
}
