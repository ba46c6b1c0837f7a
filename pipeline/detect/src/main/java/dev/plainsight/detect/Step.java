package dev.plainsight.detect;

import java.util.List;
import java.util.function.Supplier;

/**
 * What one event changed.
 *
 * @param next the state from here on
 * @param tellings findings that now hold or hold with other content; a finding already held that is
 *     not named here still holds as it was
 */
public record Step<S>(S next, List<? extends Telling> tellings) {
  /** All of it, written. */
  public List<Finding> findings() {
    return tellings.stream().map(Telling::finding).toList();
  }

  /** Nothing found. */
  public static <S> Step<S> quiet(S next) {
    return new Step<>(next, List.of());
  }

  /**
   * One finding, which may be restated by the next event already.
   *
   * @param key the anchor that tells it from the entity's others
   */
  public static <S> Step<S> growing(S next, String key, Supplier<Finding> finding) {
    return new Step<>(next, List.of(Telling.later(key, finding)));
  }
}
