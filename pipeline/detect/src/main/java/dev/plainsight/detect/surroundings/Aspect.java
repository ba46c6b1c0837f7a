package dev.plainsight.detect.surroundings;

/** The parts of the {@link Surroundings}; each may be there or not. */
public enum Aspect {
  DIRECTORY("no directory of people, accounts and devices was imported"),
  PLACES("no database of places (.mmdb) was given"),
  NETWORKS("no list of shared egress and VPN addresses was given"),
  PEERS("no snapshot of what is usual in teams was published yet");

  private final String absent;

  Aspect(String absent) {
    this.absent = absent;
  }

  /** What a reader is told where this part is not there. */
  public String absent() {
    return absent;
  }
}
