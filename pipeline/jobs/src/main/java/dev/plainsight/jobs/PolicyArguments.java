package dev.plainsight.jobs;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a command line ask of {@link PolicyMain}.
 *
 * @param previewDays how many days back to preview; 0: nothing is to be previewed
 * @param thresholds a file of them; null: Sigma rules are meant
 * @param sigma where the rules are; null: the shipped ones alone
 */
record PolicyArguments(
    boolean help,
    boolean check,
    int previewDays,
    @Nullable Path thresholds,
    @Nullable Path sigma,
    boolean only,
    @Nullable Path taxonomy,
    @Nullable Path placeholders) {

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException where they do not go together; the message tells which
   */
  static PolicyArguments of(List<String> words) {
    Reader reader = new Reader(words);
    if (words.isEmpty() || words.contains("--help") || words.contains("-h")) {
      return new PolicyArguments(true, false, 0, null, null, false, null, null);
    }
    reader.read();
    int ways =
        (reader.file == null ? 0 : 1) + (reader.sigma == null ? 0 : 1) + (reader.shipped ? 1 : 0);
    if (ways != 1) {
      throw new IllegalArgumentException(
          "give one of FILE, --sigma PLACE and --sigma-default; see policy --help");
    }
    boolean more = reader.only || reader.taxonomy != null || reader.placeholders != null;
    if (more && reader.sigma == null) {
      throw new IllegalArgumentException(
          "--only, --taxonomy and --placeholders go with --sigma PLACE");
    }
    if (reader.previewDays > 0 && reader.file == null) {
      throw new IllegalArgumentException("--preview goes with FILE, a file of thresholds");
    }
    return new PolicyArguments(
        false,
        reader.check,
        reader.previewDays,
        reader.file,
        reader.sigma,
        reader.only,
        reader.taxonomy,
        reader.placeholders);
  }

  private static final class Reader {
    private final List<String> words;
    private int at;
    private boolean check;
    private int previewDays;
    private boolean only;
    private boolean shipped;
    private @Nullable Path file;
    private @Nullable Path sigma;
    private @Nullable Path taxonomy;
    private @Nullable Path placeholders;

    Reader(List<String> words) {
      this.words = words;
    }

    void read() {
      while (at < words.size()) {
        String word = words.get(at++);
        switch (word) {
          case "--check" -> check = true;
          case "--preview" -> previewDays = days(word);
          case "--only" -> only = true;
          case "--sigma-default" -> shipped = true;
          case "--sigma" -> sigma = path(word, sigma);
          case "--taxonomy" -> taxonomy = path(word, taxonomy);
          case "--placeholders" -> placeholders = path(word, placeholders);
          default -> {
            if (word.startsWith("-") || file != null) {
              throw new IllegalArgumentException(
                  "'" + word + "' is not known here; see policy --help");
            }
            file = Path.of(word);
          }
        }
      }
    }

    private int days(String option) {
      String text = at == words.size() ? "" : words.get(at++);
      if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1) {
        throw new IllegalArgumentException(option + " wants a number of days, 1 to 9999");
      }
      return Integer.parseInt(text);
    }

    private Path path(String option, @Nullable Path before) {
      if (at == words.size() || before != null) {
        throw new IllegalArgumentException(option + " wants one path");
      }
      return Path.of(words.get(at++));
    }
  }
}
