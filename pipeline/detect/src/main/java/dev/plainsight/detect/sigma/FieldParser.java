package dev.plainsight.detect.sigma;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one entry of a search identifier: {@code field|modifier|modifier: value or values}. Used
 * once an entry.
 */
final class FieldParser {
  private static final Set<String> TEXT =
      Set.of(
          "contains",
          "startswith",
          "endswith",
          "windash",
          "expand",
          "base64",
          "base64offset",
          "wide",
          "utf16",
          "utf16le",
          "utf16be");
  private static final int REGEX_MAX = 4_000;
  private static final int REGEX_GROUPS_MAX =
      200; // nested, they would be as many frames of the stack
  private static final int EXPANDED_MAX = 10_000;

  private final Map<String, List<String>> placeholders;
  private final String key;
  private final String field;
  private final List<String> modifiers;
  private boolean all;
  private boolean cased;
  private boolean bytes;
  private int regexFlags;
  private Check.Place place = Check.Place.WHOLE;
  private @Nullable String kind;
  private Moment.@Nullable Part part;
  private @Nullable Comparison comparison;

  FieldParser(String key, Map<String, List<String>> placeholders) {
    List<String> parts = List.of(key.split("\\|", -1));
    this.key = key;
    this.field = parts.get(0);
    this.modifiers = parts.subList(1, parts.size());
    this.placeholders = placeholders;
  }

  Node parse(@Nullable Object value) {
    modifiers.stream().filter(modifier -> !TEXT.contains(modifier)).forEach(this::note);
    List<Node> nodes = new ArrayList<>();
    for (Object one :
        value instanceof List<?> many ? many : java.util.Collections.singletonList(value)) {
      nodes.add(node(one));
    }
    if (nodes.isEmpty()) {
      throw new Refused("'" + key + "' has an empty list of values");
    }
    if (comparison == Comparison.NEQ) {
      return new Node.Not(Node.any(nodes));
    }
    return all ? Node.all(nodes) : Node.any(nodes);
  }

  private void note(String modifier) {
    switch (modifier) {
      case "all" -> all = true;
      case "cased" -> cased = true;
      case "i" -> flag(modifier, Pattern.CASE_INSENSITIVE);
      case "m" -> flag(modifier, Pattern.MULTILINE);
      case "s" -> flag(modifier, Pattern.DOTALL);
      case "re", "cidr", "exists", "fieldref" -> kind(modifier);
      default -> number(modifier);
    }
  }

  private void flag(String modifier, int flag) {
    if (!"re".equals(kind)) {
      throw new Refused("'" + key + "': modifier '" + modifier + "' must follow 're'");
    }
    regexFlags |= flag;
  }

  private void kind(String modifier) {
    if (kind != null) {
      throw new Refused("'" + key + "': '" + kind + "' and '" + modifier + "' do not go together");
    }
    kind = modifier;
  }

  private void number(String modifier) {
    Comparison compared = Comparison.named(modifier);
    if (compared != null && compared != Comparison.EQ && comparison == null) {
      comparison = compared;
      return;
    }
    for (Moment.Part each : Moment.Part.values()) {
      if (each.name().toLowerCase(java.util.Locale.ROOT).equals(modifier) && part == null) {
        part = each;
        return;
      }
    }
    throw new Refused("'" + key + "': unknown modifier '" + modifier + "'");
  }

  private Node node(@Nullable Object value) {
    if (value instanceof Map || value instanceof List) {
      throw new Refused("'" + key + "': a value may not be a map or a list within a list");
    }
    if (value == null) {
      if (kind != null || field.isEmpty() || modifiers.stream().anyMatch(TEXT::contains)) {
        throw new Refused("'" + key + "': null takes no modifier but 'all', 'neq' and 'cased'");
      }
      return new Atom(field, new Check.Null());
    }
    if (part != null || (comparison != null && comparison != Comparison.NEQ)) {
      return new Atom(field, numeric(value));
    }
    return switch (kind == null ? "" : kind) {
      case "re" -> new Atom(field, regex(value.toString()));
      case "cidr" -> new Atom(field, network(value.toString()));
      case "exists" -> new Atom(field, new Check.Exists(truth(value)));
      case "fieldref" -> new Atom(field, reference(value.toString()));
      default -> text(value.toString());
    };
  }

  private Check numeric(Object value) {
    double number = Comparison.number(value);
    if (Double.isNaN(number) || kind != null || modifiers.stream().anyMatch(TEXT::contains)) {
      throw new Refused("'" + key + "': '" + value + "' is not a number to compare with");
    }
    if (part == null) {
      return new Check.Compared(java.util.Objects.requireNonNull(comparison), number);
    }
    // The negation of NEQ is made of the whole list.
    boolean plain = comparison == null || comparison == Comparison.NEQ;
    return new Check.TimePart(
        part, plain ? Comparison.EQ : java.util.Objects.requireNonNull(comparison), number);
  }

  private Check regex(String expression) {
    // Found anywhere as it is: 'contains' beside it changes nothing.
    if (modifiers.stream().anyMatch(each -> TEXT.contains(each) && !each.equals("contains"))) {
      throw new Refused("'" + key + "': a regular expression takes no modifier of text");
    }
    if (expression.length() > REGEX_MAX) {
      throw new Refused("'" + key + "': the regular expression is over " + REGEX_MAX + " long");
    }
    if (expression.chars().filter(c -> c == '(').count() > REGEX_GROUPS_MAX) {
      throw new Refused(
          "'" + key + "': the regular expression has more than " + REGEX_GROUPS_MAX + " groups");
    }
    try {
      return Check.Regex.of(expression, regexFlags);
    } catch (PatternSyntaxException e) {
      throw new Refused(
          "'"
              + key
              + "': a regular expression that cannot be run in linear time, or is none: "
              + e.getMessage());
    }
  }

  private Check network(String text) {
    Network network = Network.parse(text);
    if (network == null) {
      throw new Refused("'" + key + "': '" + text + "' is no network such as 10.0.0.0/8");
    }
    return new Check.Within(network);
  }

  private boolean truth(Object value) {
    return switch (value.toString()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Refused("'" + key + "': '" + value + "' is neither true nor false");
    };
  }

  private Check reference(String other) {
    for (String modifier : modifiers) {
      switch (modifier) {
        case "startswith" -> place = Check.Place.START;
        case "endswith" -> place = Check.Place.END;
        case "contains" -> place = Check.Place.ANYWHERE;
        default -> {
          if (TEXT.contains(modifier)) {
            throw new Refused("'" + key + "': 'fieldref' does not go with '" + modifier + "'");
          }
        }
      }
    }
    return new Check.SameAs(other, place, cased);
  }

  private Node text(String value) {
    List<Glob> ways = List.of(Glob.parse(value));
    bytes = false;
    for (String modifier : modifiers) {
      if (TEXT.contains(modifier)) {
        List<Glob> next = new ArrayList<>();
        for (Glob way : ways) {
          next.addAll(modified(way, modifier));
        }
        bytes |= modifier.startsWith("utf16") || modifier.equals("wide");
        ways = next;
      }
    }
    boolean keyword = field.isEmpty();
    return Node.any(
        ways.stream()
            .map(way -> keyword ? way.contains() : way)
            .map(way -> (Node) new Atom(field, new Check.Text(way.forMatching(cased))))
            .toList());
  }

  private List<Glob> modified(Glob glob, String modifier) {
    return switch (modifier) {
      case "contains" -> List.of(glob.contains());
      case "startswith" -> List.of(glob.startsWith());
      case "endswith" -> List.of(glob.endsWith());
      case "windash" -> List.of(glob.windash());
      case "expand" -> expanded(glob);
      case "wide", "utf16le" -> List.of(Glob.plain(Encoding.utf16le(plain(glob, modifier))));
      case "utf16be" -> List.of(Glob.plain(Encoding.utf16be(plain(glob, modifier))));
      case "utf16" -> List.of(Glob.plain(Encoding.utf16(plain(glob, modifier))));
      case "base64" -> List.of(Glob.plain(Encoding.base64(encoded(glob, modifier))));
      default -> offsets(encoded(glob, modifier));
    };
  }

  private static List<Glob> offsets(String encoded) {
    List<Glob> ways = Encoding.base64Offsets(encoded).stream().map(Glob::plain).toList();
    if (ways.size() < 3) {
      throw new Refused("'base64offset' of a value so short that no part of it stays the same");
    }
    return ways;
  }

  private String plain(Glob glob, String modifier) {
    String plain = glob.plain();
    if (plain == null) {
      throw new Refused("'" + key + "': '" + modifier + "' cannot encode a wildcard");
    }
    return plain;
  }

  private String encoded(Glob glob, String modifier) {
    String plain = plain(glob, modifier);
    return bytes ? plain : Encoding.utf8(plain);
  }

  private List<Glob> expanded(Glob glob) {
    int from = glob.indexOf('%', 0);
    int to = from < 0 ? -1 : glob.indexOf('%', from + 1);
    if (to < 0) {
      return List.of(glob);
    }
    String name = glob.part(from + 1, to);
    List<String> values = placeholders.get(name);
    if (values == null) {
      throw new Refused("'" + key + "': the policy gives no values for placeholder %" + name + "%");
    }
    List<Glob> ways = new ArrayList<>();
    for (String value : values) {
      Glob put = Glob.parse(value);
      if (put.indexOf('%', 0) >= 0) {
        throw new Refused("a value of placeholder %" + name + "% has a % of its own");
      }
      ways.addAll(expanded(glob.spliced(from, to + 1, put)));
    }
    if (ways.isEmpty() || ways.size() > EXPANDED_MAX) {
      throw new Refused(
          "'" + key + "' expands to " + ways.size() + " values; it must be 1.." + EXPANDED_MAX);
    }
    return ways;
  }
}
