package dev.plainsight.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The fast ways give the answers of the plain ones. */
class PlanProperties {
  private static final List<String> WORDS =
      List.of(
          "ab",
          "cmd",
          "powershell.exe",
          "-enc",
          "/c",
          " ",
          "\\",
          "*",
          "?",
          "é",
          "Я",
          "ж",
          "😀",
          "a",
          "1",
          "Temp",
          "\\AppData\\",
          "x");
  private static final List<String> MODIFIERS =
      List.of(
          "",
          "|contains",
          "|startswith",
          "|endswith",
          "|contains|all",
          "|windash|contains",
          "|contains|cased",
          "|cased");
  private static final List<String> EXPRESSIONS =
      List.of(
          "a+b",
          "^cmd",
          "exe$",
          "(?i)TEMP.?x",
          "[a-f1]{2,3}\\\\",
          "\\s-enc|/c",
          "a(b|c)*1",
          "[^a-z]x",
          "\\w\\W\\d?",
          ".{4,}x",
          "(?:ab){2}",
          "^$",
          "я|ж",
          "x{0,2}1$",
          "a.*?c",
          "\\.exe\\s*x");

  /** The plan against the rules one by one. */
  @Property(tries = 1_000)
  void thePlanAgrees(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<RuleText> texts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      texts.add(rule(i, random));
    }
    SigmaRules rules = SigmaRules.of(texts);
    assertEquals(List.of(), rules.refusals());
    for (int i = 0; i < 12; i++) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (String name : List.of("f", "g", "h")) {
        if (random.nextInt(4) > 0) {
          fields.put(name, value(random));
        }
      }
      if (fields.containsKey("f") && random.nextBoolean()) {
        fields.put("the_same_under_another_name", fields.get("f"));
      }
      SigmaEvent event = new SigmaEvent(List.of(Sigma.SOURCE), fields);
      assertEquals(rules.matchesOneByOne(event), rules.matches(event), fields + " " + texts);
    }
  }

  private static Object value(SplittableRandom random) {
    return random.nextInt(8) == 0
        ? List.of(words(random), words(random))
        : random.nextInt(6) == 0 ? (Object) random.nextInt(3) : words(random);
  }

  private static String words(SplittableRandom random) {
    StringBuilder words = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      String word = WORDS.get(random.nextInt(WORDS.size()));
      words.append(random.nextBoolean() ? word : word.toUpperCase(Locale.ROOT));
    }
    return words.toString();
  }

  private static RuleText rule(int number, SplittableRandom random) {
    StringBuilder yaml = new StringBuilder("title: r" + number);
    yaml.append("\nlogsource: {category: test}\ndetection:\n");
    for (String name : List.of("s1", "s2", "n")) {
      yaml.append("  ").append(name).append(":\n");
      for (String field : List.of("f", "g")) {
        if (field.equals("f") || random.nextBoolean()) {
          yaml.append("    ").append(field).append(search(random)).append("\n");
        }
      }
    }
    if (random.nextInt(4) == 0) {
      yaml.append("  kw: ['").append(words(random)).append("x']\n");
    } else {
      yaml.append("  kw: {h: null}\n");
    }
    List<String> conditions =
        List.of("s1 and not n", "1 of s*", "s1 or kw", "all of s* or not kw", "not s1 and n");
    yaml.append("  condition: ").append(conditions.get(random.nextInt(conditions.size())));
    return new RuleText("r" + number, yaml.toString());
  }

  private static String search(SplittableRandom random) {
    if (random.nextInt(5) == 0) {
      return "|re: '" + EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())) + "'";
    }
    String modifiers = MODIFIERS.get(random.nextInt(MODIFIERS.size()));
    return modifiers + ": ['" + words(random) + "', '" + words(random) + "']";
  }

  /** The table of an expression, and the literal it is found by, against RE2. */
  @Property(tries = 1_000)
  void theAutomatonAgrees(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (String expression : EXPRESSIONS) {
      String text = words(random);
      boolean found = Pattern.compile(expression).matcher(text).find();
      Automaton automaton = Automaton.of(expression, false, false);
      Boolean told = automaton == null ? null : automaton.finds(text);
      assertEquals(told == null ? found : told, found, expression + " on " + text);
      String literal = RegexLiteral.in(expression).toLowerCase(Locale.ROOT);
      assertEquals(
          true,
          !found || text.toLowerCase(Locale.ROOT).contains(literal),
          expression + " is found in " + text + ", which lacks " + literal);
    }
  }
}
