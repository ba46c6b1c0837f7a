package dev.plainsight.store.read;

/**
 * A look at one person that has been written down. Only {@link AccessLog} makes one, so nothing
 * about a person can be read before the record of it exists.
 */
public final class View {
  private final String person;

  View(String person) {
    this.person = person;
  }

  /** Whose data may be read. */
  public String person() {
    return person;
  }
}
