package dev.plainsight.local.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a formatter does not see: size, names, promises, and places that must not be named. */
class TidyTest {
  /** Lines of one file; over it a reason is wanted. */
  private static final int LINES_MAX = 400;

  /** Files allowed to be longer, each with its length now: the ratchet only turns one way. */
  private static final Map<String, Integer> LONGER =
      Map.of(
          // One made-up office for every page; a table of lies, one test a lie.
          "dashboard/src/test/java/dev/plainsight/dashboard/sample/SampleOffice.java", 569,
          "pipeline/evidence/src/test/java/dev/plainsight/evidence/ForgeriesTest.java", 445);

  private static final Pattern BANNED =
      Pattern.compile(
          "(class|interface|record|enum) (I[A-Z]\\w+|Abstract\\w+|Base[A-Z]\\w*|\\w+Impl|\\w*Util"
              + "|\\w*Utils|\\w*Helper|\\w*Manager|\\w*Service)\\b");
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "(?m)^public (?:final |abstract |sealed |static"
              + " )*(?:class|interface|record|enum|@interface) (\\w+)");

  @Test
  void filesAreShort() throws IOException {
    List<String> long_ = new ArrayList<>();
    for (Path file : sources("java")) {
      long lines = Files.readAllLines(file).size();
      int most = LONGER.getOrDefault(name(file), LINES_MAX);
      if (lines > most) {
        long_.add(name(file) + ": " + lines + " lines; at most " + most);
      }
    }
    assertEquals(List.of(), long_);
  }

  @Test
  void namesSayWhatThingsAre() throws IOException {
    List<String> banned = new ArrayList<>();
    for (Path file : sources("java")) {
      BANNED
          .matcher(Files.readString(file))
          .results()
          .filter(match -> !match.group().contains(" Identified"))
          .forEach(match -> banned.add(name(file) + ": " + match.group()));
    }
    assertEquals(List.of(), banned);
  }

  @Test
  void publicTypesStateTheirPromise() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Path file : sources("java")) {
      String text = Files.readString(file);
      PUBLIC_TYPE
          .matcher(text)
          .results()
          .filter(match -> !text.substring(0, match.start()).contains("/**"))
          .forEach(match -> silent.add(name(file) + ": " + match.group(1) + " has no docs"));
    }
    assertEquals(List.of(), silent);
  }

  @Test
  void nothingIsLeftForLaterWithoutAnOwner() throws IOException {
    List<String> open = new ArrayList<>();
    Pattern mark = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\([a-z]+\\))");
    for (Path file : sources("java")) {
      if (mark.matcher(Files.readString(file)).find()) {
        open.add(name(file));
      }
    }
    assertEquals(List.of(), open);
  }

  @Test
  void sqlLivesInTheStoreAndInTheControls() throws IOException {
    for (Path file : sources("sql")) {
      assertTrue(
          name(file).startsWith("pipeline/store/") || name(file).startsWith("pipeline/evidence/"),
          () -> name(file) + ": SQL belongs to the store, or to a control");
    }
  }

  @Test
  void everyRuleOfTheBookHasItsFolder() throws IOException {
    Path resources = Needs.repository().resolve("pipeline/detect/src/main/resources");
    for (String line : Files.readAllLines(resources.resolve("rulebook.yaml"))) {
      if (line.matches("[A-Z]{2}-\\d{2}:.*")) {
        String rule = line.substring(0, 5);
        assertTrue(
            Files.exists(resources.resolve("rules").resolve(rule).resolve("rule.md")),
            () -> rule + " lacks rule.md");
      }
    }
  }

  @Test
  void noPathOfAMachineIsInTheTree() throws IOException {
    Pattern machine = Pattern.compile("(?<![\\w.])/(work|root|home/[a-z]+)/(main|wt|shared|\\.)");
    for (String kind : List.of("java", "xml", "yaml", "md", "sql", "html", "js", "css")) {
      for (Path file : sources(kind)) {
        assertFalse(machine.matcher(Files.readString(file)).find(), () -> name(file));
      }
    }
  }

  private static List<Path> sources(String kind) throws IOException {
    try (Stream<Path> files = Files.walk(Needs.repository())) {
      return files
          .filter(file -> file.toString().endsWith("." + kind))
          .filter(
              file -> !file.toString().contains("/target/") && !file.toString().contains("/.git/"))
          .sorted()
          .toList();
    }
  }

  private static String name(Path file) {
    return Needs.repository().relativize(file).toString();
  }
}
