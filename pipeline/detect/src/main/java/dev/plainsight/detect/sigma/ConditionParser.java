package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a condition, such as {@code selection and not 1 of filter_*}. {@code not} binds strongest,
 * then {@code and}, then {@code or}.
 */
final class ConditionParser {
  private static final Pattern TOKEN = Pattern.compile("\\s*([()|]|[^\\s()|]+)");
  private static final int DEPTH_MAX = 50;
  private static final int TOKENS_MAX = 1_000;

  private final String condition;
  private final Map<String, Node> identifiers;
  private final List<String> tokens = new ArrayList<>();
  private int next;
  private int depth;

  ConditionParser(String condition, Map<String, Node> identifiers) {
    this.condition = condition;
    this.identifiers = identifiers;
    Matcher matcher = TOKEN.matcher(condition);
    while (matcher.lookingAt() && tokens.size() <= TOKENS_MAX) {
      tokens.add(matcher.group(1));
      matcher.region(matcher.end(), condition.length());
    }
  }

  Node parse() {
    if (tokens.contains("|")) {
      throw new Refused(
          "condition '"
              + condition
              + "': aggregations after '|' were replaced by correlation"
              + " rules in Sigma 2.0");
    }
    if (tokens.size() > TOKENS_MAX) {
      throw new Refused("the condition is longer than " + TOKENS_MAX + " words");
    }
    Node node = any();
    if (next < tokens.size()) {
      throw wrong("'" + tokens.get(next) + "' is not expected there");
    }
    return node;
  }

  private Node any() {
    List<Node> nodes = new ArrayList<>(List.of(all()));
    while (takes("or")) {
      nodes.add(all());
    }
    return Node.any(nodes);
  }

  private Node all() {
    List<Node> nodes = new ArrayList<>(List.of(not()));
    while (takes("and")) {
      nodes.add(not());
    }
    return Node.all(nodes);
  }

  private Node not() {
    if (++depth > DEPTH_MAX) {
      throw wrong("it is nested deeper than " + DEPTH_MAX);
    }
    Node node = takes("not") ? new Node.Not(not()) : operand();
    depth--;
    return node;
  }

  private Node operand() {
    if (takes("(")) {
      Node node = any();
      if (!takes(")")) {
        throw wrong("a ')' is missing");
      }
      return node;
    }
    if (next == tokens.size()) {
      throw wrong("it ends too early");
    }
    String word = tokens.get(next++);
    if (takes("of")) {
      return of(word.toLowerCase(Locale.ROOT));
    }
    Node node = identifiers.get(word);
    if (node == null) {
      throw wrong("there is no '" + word + "' among " + identifiers.keySet());
    }
    return node;
  }

  private Node of(String quantity) {
    if (next == tokens.size()) {
      throw wrong("'of' lacks what it is of");
    }
    String pattern = tokens.get(next++);
    List<Node> nodes = named(pattern);
    if (nodes.isEmpty()) {
      throw wrong("nothing is named '" + pattern + "' among " + identifiers.keySet());
    }
    return switch (quantity) {
      case "1", "any" -> Node.any(nodes);
      case "all" -> Node.all(nodes);
      default -> throw wrong("'" + quantity + " of' is neither '1 of', 'any of' nor 'all of'");
    };
  }

  /** What begins with an underscore is meant only where it is named so. */
  private List<Node> named(String pattern) {
    boolean them = pattern.equalsIgnoreCase("them");
    Glob glob = Glob.parse(them ? "*" : pattern).forMatching(true);
    return identifiers.entrySet().stream()
        .filter(entry -> glob.matches(entry.getKey()))
        .filter(entry -> !entry.getKey().startsWith("_") || pattern.startsWith("_"))
        .map(Map.Entry::getValue)
        .toList();
  }

  private boolean takes(String word) {
    @Nullable String token = next < tokens.size() ? tokens.get(next) : null;
    if (token != null && token.equalsIgnoreCase(word)) {
      next++;
      return true;
    }
    return false;
  }

  private Refused wrong(String what) {
    return new Refused("condition '" + condition + "': " + what);
  }
}
