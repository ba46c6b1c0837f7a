package dev.plainsight.detect.surroundings;

/**
 * Where an address is, as far as a database tells.
 *
 * @param country ISO 3166 code of two letters; empty where not known
 * @param city empty where not known
 * @param latitude and {@code longitude} in degrees; NaN where not known
 * @param network the autonomous system, such as {@code AS64500}; empty where not known
 * @param operator who runs that network; empty where not known
 */
public record Place(
    String country,
    String city,
    double latitude,
    double longitude,
    String network,
    String operator) {
  private static final double EARTH_KM = 6_371;

  public boolean hasPoint() {
    return Double.isFinite(latitude) && Double.isFinite(longitude);
  }

  /** The great-circle distance; NaN where either point is not known. */
  public double kmTo(Place other) {
    double north = Math.toRadians(other.latitude - latitude) / 2;
    double east = Math.toRadians(other.longitude - longitude) / 2;
    double h =
        StrictMath.pow(StrictMath.sin(north), 2)
            + StrictMath.cos(Math.toRadians(latitude))
                * StrictMath.cos(Math.toRadians(other.latitude))
                * StrictMath.pow(StrictMath.sin(east), 2);
    return 2 * EARTH_KM * StrictMath.asin(Math.min(1, StrictMath.sqrt(h)));
  }

  /** As a reader would say it, such as {@code Porto (PT)}. */
  public String named() {
    if (city.isEmpty()) {
      return country.isEmpty() ? "an unknown place" : country;
    }
    return country.isEmpty() ? city : city + " (" + country + ")";
  }
}
