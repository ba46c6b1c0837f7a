package dev.plainsight.detect.canary;

import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What marks a canary end to end: every name in it (device, account, address) begins with {@code
 * canary.DAY.RULE.}, and devices of that name are taken from the canaries' own topic only.
 */
public final class CanaryName {
  /** No device, account or address of a real one begins so. */
  public static final String PREFIX = "canary.";

  private static final Pattern NAME =
      Pattern.compile("canary\\.(\\d{4}-\\d\\d-\\d\\d)\\.([A-Z]{2}-\\d\\d)\\..*");

  private CanaryName() {}

  /** What this rule's canary of this day is called, with a dot at its end. */
  static String prefix(String rule, String day) {
    return PREFIX + day + "." + rule + ".";
  }

  public static boolean is(String name) {
    return name.startsWith(PREFIX);
  }

  /** Whether it is about canaries and nothing else. */
  public static boolean isOf(Finding finding) {
    return is(of(finding))
        && finding.events().stream().map(EventRange::deviceId).allMatch(CanaryName::is);
  }

  /** The rule that is to find the canary of that name; empty where it is none's. */
  public static String rule(String name) {
    return part(name, 2);
  }

  /** The day of the canary of that name, such as {@code 2026-03-02}; empty where it is none's. */
  public static String day(String name) {
    return part(name, 1);
  }

  /** The name in the finding that tells: its device, or one that it rests on. */
  public static String of(Finding finding) {
    if (!finding.deviceId().isEmpty()) {
      return finding.deviceId();
    }
    return finding.events().isEmpty() ? finding.entity() : finding.events().get(0).deviceId();
  }

  private static String part(String name, int i) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? matcher.group(i) : "";
  }
}
