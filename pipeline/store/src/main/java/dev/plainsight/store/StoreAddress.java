package dev.plainsight.store;

/**
 * Where the store is and who asks. The password is never printed.
 *
 * @param url such as {@code http://127.0.0.1:8123}
 */
public record StoreAddress(String url, String user, String password) {
  @Override
  public String toString() {
    return user + "@" + url;
  }
}
