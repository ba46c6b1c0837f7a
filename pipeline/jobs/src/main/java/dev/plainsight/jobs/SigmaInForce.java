package dev.plainsight.jobs;

import dev.plainsight.detect.sigma.SigmaSet;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * The Sigma rules of a policy's text, compiled once for all operators of this machine: thousands of
 * rules take seconds and some hundred megabytes.
 */
final class SigmaInForce {
  private record Known(String text, SigmaSet.Compiled compiled) {}

  private static SoftReference<@Nullable Known> last = new SoftReference<>(null);

  private SigmaInForce() {}

  /**
   * The rules; one text at a time is compiled, whoever else asks waits for it.
   *
   * @throws IllegalArgumentException where the text cannot be in force
   */
  static synchronized SigmaSet.Compiled of(String text) {
    Known known = last.get();
    if (known == null || !known.text().equals(text)) {
      known = new Known(text, SigmaSet.read(text).compiled());
      last = new SoftReference<>(known);
    }
    return known.compiled();
  }
}
