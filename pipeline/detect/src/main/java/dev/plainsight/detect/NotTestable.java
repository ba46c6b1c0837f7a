package dev.plainsight.detect;

import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule that can find nothing now, whatever happens: what it needs beside the events is not there.
 *
 * @param reason for a reader, such as {@code no database of places (.mmdb) was given}
 */
public record NotTestable(String rule, String reason) {

  /** Those of the detectors that cannot be tested under these surroundings, in their order. */
  public static List<NotTestable> among(List<Detector<?>> detectors, Surroundings around) {
    List<NotTestable> found = new ArrayList<>();
    for (Detector<?> detector : detectors) {
      List<String> absent =
          detector.needs().stream()
              .filter(aspect -> !around.has(aspect))
              .sorted()
              .map(aspect -> aspect.absent())
              .toList();
      if (!absent.isEmpty()) {
        found.add(new NotTestable(detector.ruleId(), String.join("; ", absent)));
      }
    }
    return List.copyOf(found);
  }
}
