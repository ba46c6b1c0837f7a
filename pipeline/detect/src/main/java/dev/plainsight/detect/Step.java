package dev.plainsight.detect;

import java.util.List;

/**
 * What one event changed.
 *
 * @param next the state from here on
 * @param findings findings that now hold or hold with other content, with version 0; a finding
 *     already held that is not named here still holds as it was
 */
public record Step<S>(S next, List<Finding> findings) {
  /** Nothing found. */
  public static <S> Step<S> quiet(S next) {
    return new Step<>(next, List.of());
  }
}
