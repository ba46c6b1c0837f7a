package dev.plainsight.local.house;

import dev.plainsight.contract.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The last words of a build: how many tests were skipped in all modules, and what was lacking. */
public final class SkippedTests {
  private static final Pattern SKIPPED = Pattern.compile("<skipped message=\"([^\"]*)\"");

  private SkippedTests() {}

  public static void main(String[] args) throws IOException {
    TreeMap<String, Integer> reasons = new TreeMap<>();
    try (Stream<Path> reports = Files.walk(Needs.repository())) {
      for (Path report : reports.filter(SkippedTests::isReport).toList()) {
        Matcher skipped = SKIPPED.matcher(Files.readString(report));
        while (skipped.find()) {
          reasons.merge(skipped.group(1), 1, Integer::sum);
        }
      }
    }
    int all = reasons.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println("tests skipped in all modules: " + all);
    reasons.forEach((reason, count) -> System.out.println("  " + count + " x " + reason));
  }

  private static boolean isReport(Path file) {
    return file.toString().matches(".*/target/surefire-reports/TEST-[^/]*\\.xml");
  }
}
