package dev.plainsight.detect.surroundings;

import java.util.Optional;

/**
 * Where addresses are. The same address always gives the same place, for as long as the version is
 * the same.
 */
public interface Places {
  /** No database: no address has a place. */
  Places NONE =
      new Places() {
        @Override
        public String version() {
          return "";
        }

        @Override
        public Optional<Place> of(String address) {
          return Optional.empty();
        }
      };

  /** Which database this is, such as its type and the day it was built; empty: there is none. */
  String version();

  /** Where this address is; nothing where it is no address, private, or not in the database. */
  Optional<Place> of(String address);

  /**
   * What one source counts as: the network of its address, so that one provider's changing
   * addresses are one; where that is not known, the block that the address lies in; a name as it
   * is.
   */
  default String areaOf(String source) {
    String network = of(source).map(Place::network).orElse("");
    return network.isEmpty() ? Address.blockOf(source) : network;
  }
}
