package dev.plainsight.detect.rules;

import dev.plainsight.contract.avro.Presence;
import dev.plainsight.detect.Rule;
import java.util.Locale;

/**
 * WF-06: a pointer that makes the same few steps over and over. A hand's steps (dx, dy) carry five
 * to ten bits each, a program's one or two.
 *
 * <pre>
 * steps     +1,0 +1,0 +1,0 +1,0 ... 0,-1 0,-1 0,-1     entropy 1.3 bits: found
 * a hand    +3,-1 +7,-2 +12,-4 +9,-2 +4,0 +1,+1        entropy 7 bits
 * </pre>
 *
 * Entropies of slices are averaged by their moves. The mean is never above the entropy of all moves
 * together; that is why slices with few moves, whose entropy is small whoever made them, are left
 * out.
 */
public final class FlatMotion extends Windowed {
  public FlatMotion() {
    super("WF-06");
  }

  /** 1/1000 bit times moves. */
  @Override
  long part(Presence slice, Rule rule) {
    return slice.getDeltaEntropyMilliBits() * whole(slice, rule);
  }

  @Override
  long whole(Presence slice, Rule rule) {
    return slice.getMoves() >= rule.threshold("slice_moves_min") ? slice.getMoves() : 0;
  }

  @Override
  boolean holds(Sums window, double activeShare, Rule rule) {
    return window.whole() >= rule.threshold("moves_min")
        && bits(window) < rule.threshold("entropy_bits_max")
        && activeShare >= rule.threshold("active_min");
  }

  private static double bits(Sums sums) {
    return sums.share() / 1_000;
  }

  @Override
  Draft told(Draft draft, Stretch stretch, Rule rule) {
    Sums sums = stretch.sums();
    return draft
        .because(
            String.format(
                Locale.ROOT,
                "May be a mouse mover: over %.0f minutes and %d moves the pointer made the same few"
                    + " steps again and again, %.1f bits a step (rule: below %.1f over %.0f moves);"
                    + " people's hands do not go below 4.8.",
                stretch.minutes(),
                sums.whole(),
                bits(sums),
                rule.threshold("entropy_bits_max"),
                rule.threshold("moves_min")))
        .measure("delta_entropy", bits(sums), "<", "entropy_bits_max", "bits")
        .measure("moves", (double) sums.whole(), ">=", "moves_min", "moves")
        .measure("active_share", stretch.activeShare(), ">=", "active_min", "")
        .unknown("accessibility_tool", "tablet");
  }
}
