package dev.plainsight.jobs;

import dev.plainsight.contract.Settings;
import dev.plainsight.contract.Topics;
import dev.plainsight.detect.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts thresholds in force: {@code PolicyMain FILE}, a YAML map such as {@code AC-01:
 * {failures_min: 8}}; an empty map puts the published ones back. Refused before it is sent where
 * the job would refuse it. The running job folds its history again under the new thresholds.
 */
public final class PolicyMain {
  private PolicyMain() {}

  public static void main(String[] args) throws InterruptedException {
    if (args.length != 1) {
      System.err.println("usage: policy FILE  (a YAML map: rule, threshold, value)");
      System.exit(64);
    }
    try {
      String text = Files.readString(Path.of(args[0]));
      List<String> overrides = RuleBook.published().overriddenBy(text).overrides();
      Settings settings = Settings.load(JobsMain.class, "/pipeline.yaml", null, System.getenv());
      try (TopicLog log = new TopicLog(settings.text("kafka.bootstrap"), Topics.POLICY)) {
        log.append(List.of(text), each -> Policy.THRESHOLDS, each -> each);
      }
      overrides.forEach(System.out::println);
      System.out.println(overrides.size() + " thresholds are not as published");
    } catch (IOException e) {
      System.err.println(args[0] + " cannot be read: " + e.getMessage());
      System.exit(2);
    } catch (IllegalArgumentException e) {
      System.err.println(args[0] + ": " + e.getMessage());
      System.exit(2);
    }
  }
}
