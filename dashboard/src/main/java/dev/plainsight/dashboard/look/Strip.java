package dev.plainsight.dashboard.look;

import java.util.ArrayList;
import java.util.List;

/**
 * Marks along a day, in minutes from its start, neighbours of one kind merged.
 *
 * <pre>
 * slices  [a 09:00][a 09:01][a 09:02]   [b 09:10]
 * marks   [a                        ]   [b      ]
 * </pre>
 */
public final class Strip {
  /** Slices that are at most this far apart touch, ms. */
  private static final long TOUCH_MS = 2_000;

  private final long start;
  private final List<Mark> marks = new ArrayList<>();

  public Strip(long start) {
    this.start = start;
  }

  /**
   * One mark.
   *
   * @param kind how it looks
   * @param label what it says
   */
  public record Mark(long from, long to, double x, double width, String kind, String label) {}

  /** Adds a slice; they come in order. */
  public void add(long from, long to, String kind, String label) {
    Mark last = marks.isEmpty() ? null : marks.get(marks.size() - 1);
    if (last != null
        && from - last.to() <= TOUCH_MS
        && last.kind().equals(kind)
        && last.label().equals(label)) {
      marks.set(marks.size() - 1, mark(last.from(), Math.max(to, last.to()), kind, label));
    } else {
      marks.add(mark(from, to, kind, label));
    }
  }

  public List<Mark> marks() {
    return List.copyOf(marks);
  }

  private Mark mark(long from, long to, String kind, String label) {
    return new Mark(from, to, minutes(from - start), minutes(to - from), kind, label);
  }

  private static double minutes(long ms) {
    return Math.round(ms / 600.0) / 100.0;
  }
}
