package dev.plainsight.detect.surroundings;

import dev.plainsight.detect.review.Reviews;

/**
 * What a rule may know beside the events: an immutable value, the same for all events of a fold. A
 * finding is a function of the events and of the surroundings; new surroundings mean folding again,
 * and what no longer holds under them is retracted.
 *
 * @param directory people, their accounts, devices and sites
 * @param places where an address is
 * @param networks addresses that many people share
 * @param peers what is usual in teams and in the organisation
 * @param reviews what people decided about findings
 */
public record Surroundings(
    Directory directory, Places places, Networks networks, Peers peers, Reviews reviews) {
  /** Nothing is known beside the events. */
  public static final Surroundings NONE =
      new Surroundings(Directory.NONE, Places.NONE, Networks.NONE, Peers.NONE, Reviews.NONE);

  /** Whether this part is there. */
  public boolean has(Aspect aspect) {
    return switch (aspect) {
      case DIRECTORY -> !directory.isEmpty();
      case PLACES -> !places.version().isEmpty();
      case NETWORKS -> !networks.isEmpty();
      case PEERS -> !peers.version().isEmpty();
    };
  }

  public Surroundings with(Directory newDirectory) {
    return new Surroundings(newDirectory, places, networks, peers, reviews);
  }

  public Surroundings with(Places newPlaces) {
    return new Surroundings(directory, newPlaces, networks, peers, reviews);
  }

  public Surroundings with(Networks newNetworks) {
    return new Surroundings(directory, places, newNetworks, peers, reviews);
  }

  public Surroundings with(Peers newPeers) {
    return new Surroundings(directory, places, networks, newPeers, reviews);
  }

  public Surroundings with(Reviews newReviews) {
    return new Surroundings(directory, places, networks, peers, newReviews);
  }
}
