package dev.plainsight.jobs;

import dev.plainsight.contract.Settings;
import dev.plainsight.contract.TextFiles;
import dev.plainsight.contract.Topics;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.sigma.RuleText;
import dev.plainsight.detect.sigma.SigmaRules;
import dev.plainsight.detect.sigma.SigmaSet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Puts thresholds or Sigma rules in force: what {@code policy --help} tells. Refused before it is
 * sent where the job would refuse it. The running job folds its history again under what is new.
 */
public final class PolicyMain {
  static final String HELP =
      """
      Puts thresholds or Sigma rules in force; the running job folds its history again.

        policy FILE             thresholds: a YAML map such as  AC-01: {failures_min: 8}
                                An empty map puts the published ones back.
          --preview DAYS        tell what they would find in the last days, more and fewer than
                                those in force, and of whom; change nothing
        policy --sigma PLACE    Sigma rules: a folder, a zip file or one file (.yml, .yaml), in place
                                of those given before and beside the shipped ones. A rule with the
                                id of a shipped one takes its place.
          --only                without the shipped rules
          --taxonomy FILE       names of sources and fields, added to the shipped ones
          --placeholders FILE   values of %names% in rules: a YAML map of lists
        policy --sigma-default  the shipped Sigma rules alone
          --check               with any of these: tell what would be, change nothing

      Exit status: 0 in force; 1 in force, but some Sigma rules are refused: each is named with the
      reason; 2 nothing was changed.\
      """;

  private static final Pattern RULES = Pattern.compile(".*\\.ya?ml");
  private static final int IN_FORCE = 0;
  private static final int SOME_REFUSED = 1;
  private static final int NOTHING_CHANGED = 2;

  /** Where policies go. */
  interface Log {
    void put(String key, String text) throws InterruptedException;
  }

  /** What thresholds would have found. */
  interface Past {
    void preview(String thresholds, int days);
  }

  private final PrintStream out;
  private final PrintStream err;
  private final Log log;
  private final Past past;

  PolicyMain(PrintStream out, PrintStream err, Log log, Past past) {
    this.out = out;
    this.err = err;
    this.log = log;
    this.past = past;
  }

  public static void main(String[] args) throws InterruptedException {
    System.exit(
        new PolicyMain(System.out, System.err, PolicyMain::publish, PolicyMain::preview)
            .run(List.of(args)));
  }

  private static void preview(String thresholds, int days) {
    Settings settings = Settings.load(JobsMain.class, "/pipeline.yaml", null, System.getenv());
    new PreviewRun(settings, System.out).run(thresholds, days, Instant.now());
  }

  private static void publish(String key, String text) throws InterruptedException {
    Settings settings = Settings.load(JobsMain.class, "/pipeline.yaml", null, System.getenv());
    try (TopicLog log =
        new TopicLog(
            settings.text("kafka.bootstrap"), Topics.POLICY, Topics.POLICY_RECORD_BYTES_MAX)) {
      log.append(List.of(text), each -> key, each -> each);
    }
  }

  int run(List<String> args) throws InterruptedException {
    try {
      PolicyArguments asked = PolicyArguments.of(args);
      if (asked.help()) {
        out.println(HELP);
        return IN_FORCE;
      }
      return asked.thresholds() != null
          ? thresholds(asked.thresholds(), asked.check(), asked.previewDays())
          : sigma(set(asked), asked.check());
    } catch (IOException | IllegalArgumentException | TopicLog.Refused e) {
      err.println("policy: " + e.getMessage());
      err.println("Nothing was changed.");
      return NOTHING_CHANGED;
    }
  }

  private int thresholds(Path file, boolean check, int previewDays)
      throws IOException, InterruptedException {
    String text = text(file);
    List<String> overrides = of(file, () -> RuleBook.published().overriddenBy(text)).overrides();
    if (previewDays > 0) {
      past.preview(text, previewDays);
      return IN_FORCE;
    }
    if (!check) {
      log.put(Policy.THRESHOLDS, text);
    }
    overrides.forEach(out::println);
    out.println(overrides.size() + " thresholds are not as published");
    return IN_FORCE;
  }

  private static SigmaSet set(PolicyArguments asked) throws IOException {
    Path place = asked.sigma();
    if (place == null) {
      return SigmaSet.SHIPPED;
    }
    List<RuleText> texts = new ArrayList<>();
    try {
      TextFiles.read(place, RULES).forEach((name, text) -> texts.add(new RuleText(name, text)));
    } catch (NoSuchFileException e) {
      throw new IOException(place + " is not there", e);
    }
    if (texts.isEmpty()) {
      throw new IOException(place + " holds no .yml file");
    }
    Path taxonomy = asked.taxonomy();
    Path placeholders = asked.placeholders();
    return new SigmaSet(
        texts,
        taxonomy == null ? "" : text(taxonomy),
        placeholders == null ? Map.of() : placeholders(placeholders),
        !asked.only());
  }

  private static Map<String, List<String>> placeholders(Path file) throws IOException {
    String text = text(file);
    return of(file, () -> SigmaSet.placeholders(text));
  }

  private int sigma(SigmaSet set, boolean check) throws InterruptedException {
    String json = set.equals(SigmaSet.SHIPPED) ? "" : set.toJson();
    SigmaRules rules = set.compiled().rules();
    rules.refusals().forEach(refusal -> err.println("refused: " + refusal));
    if (!check) {
      log.put(Policy.SIGMA, json);
    }
    out.printf(
        "%d Sigma rules %s in force (%d of them shipped), %d refused%n",
        rules.rules().size(),
        check ? "would be" : "are",
        rules.rules().stream().filter(SigmaRules::isShipped).count(),
        rules.refusals().size());
    return rules.refusals().isEmpty() ? IN_FORCE : SOME_REFUSED;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is not there", e);
    } catch (MalformedInputException e) {
      throw new IOException(file + " is no text in UTF-8", e);
    }
  }

  private interface Read<T> {
    T read();
  }

  /** What is wrong with a file is told with its name. */
  private static <T> T of(Path file, Read<T> read) {
    try {
      return read.read();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }
}
