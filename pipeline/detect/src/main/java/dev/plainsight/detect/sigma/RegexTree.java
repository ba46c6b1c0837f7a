package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain part of the syntax of regular expressions, over the 256 characters of Latin-1:
 * what it does not know (flags within, word boundaries, names of classes) it gives back as null,
 * and the expression is left to RE2.
 */
final class RegexTree {
  private static final int LATIN = 256;
  private static final int REPEAT_MAX = 1_000;

  /** A piece of an expression. */
  sealed interface Piece {}

  /** One character of a set. */
  record Chars(BitSet set) implements Piece {}

  /** One after the other. */
  record Row(List<Piece> pieces) implements Piece {}

  /** One of them. */
  record Choice(List<Piece> pieces) implements Piece {}

  /** So many times; -1: without end. */
  record Repeat(Piece piece, int least, int most) implements Piece {}

  /** The start or the end of the text. */
  record Edge(boolean start) implements Piece {}

  /** Ends the reading where something is not known. */
  private static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unknown() {
      super("", null, false, false);
    }
  }

  private final String expression;
  private final boolean anyCase;
  private final boolean dotAll;
  private int at;

  private RegexTree(String expression, boolean anyCase, boolean dotAll) {
    this.anyCase = anyCase || expression.startsWith("(?i)");
    this.expression = expression.startsWith("(?i)") ? expression.substring(4) : expression;
    this.dotAll = dotAll;
  }

  static @Nullable Piece parse(String expression, boolean anyCase, boolean dotAll) {
    RegexTree tree = new RegexTree(expression, anyCase, dotAll);
    try {
      Piece piece = tree.choice();
      return tree.at == tree.expression.length() ? piece : null;
    } catch (Unknown e) {
      return null;
    }
  }

  /** The fewest characters of a text in which the piece is found. */
  static int lengthMin(Piece piece) {
    if (piece instanceof Row row) {
      return row.pieces().stream().mapToInt(RegexTree::lengthMin).sum();
    }
    if (piece instanceof Choice choice) {
      return choice.pieces().stream().mapToInt(RegexTree::lengthMin).min().orElse(0);
    }
    if (piece instanceof Repeat repeat) {
      return repeat.least() * lengthMin(repeat.piece());
    }
    return piece instanceof Chars ? 1 : 0;
  }

  private boolean more() {
    return at < expression.length();
  }

  private char next() {
    if (!more()) {
      throw new Unknown();
    }
    return expression.charAt(at++);
  }

  private boolean takes(String text) {
    if (expression.startsWith(text, at)) {
      at += text.length();
      return true;
    }
    return false;
  }

  private Piece choice() {
    List<Piece> pieces = new ArrayList<>(List.of(row()));
    while (takes("|")) {
      pieces.add(row());
    }
    return pieces.size() == 1 ? pieces.get(0) : new Choice(pieces);
  }

  private Piece row() {
    List<Piece> pieces = new ArrayList<>();
    while (more() && expression.charAt(at) != '|' && expression.charAt(at) != ')') {
      pieces.add(repeated(one()));
    }
    return new Row(pieces);
  }

  private Piece repeated(Piece piece) {
    if (!more() || "*+?{".indexOf(expression.charAt(at)) < 0) {
      return piece;
    }
    Repeat repeat =
        switch (next()) {
          case '*' -> new Repeat(piece, 0, -1);
          case '+' -> new Repeat(piece, 1, -1);
          case '?' -> new Repeat(piece, 0, 1);
          default -> counted(piece);
        };
    takes("?"); // as few as possible: found is found
    if (more() && "*+?{".indexOf(expression.charAt(at)) >= 0) {
      throw new Unknown();
    }
    return repeat;
  }

  private Repeat counted(Piece piece) {
    int least = number();
    int most = takes(",") ? (more() && expression.charAt(at) == '}' ? -1 : number()) : least;
    if (!takes("}") || (most >= 0 && most < least)) {
      throw new Unknown();
    }
    return new Repeat(piece, least, most);
  }

  private int number() {
    int from = at;
    while (more() && Character.digit(expression.charAt(at), 10) >= 0 && at - from < 4) {
      at++;
    }
    int number = from == at ? REPEAT_MAX + 1 : Integer.parseInt(expression.substring(from, at));
    if (number > REPEAT_MAX) {
      throw new Unknown();
    }
    return number;
  }

  private Piece one() {
    char c = next();
    return switch (c) {
      case '(' -> group();
      case '[' -> new Chars(inEveryCase(members()));
      case '.' -> new Chars(dotAll ? all() : without('\n'));
      case '^' -> new Edge(true);
      case '$' -> new Edge(false);
      case '\\' -> new Chars(inEveryCase(escaped()));
      case '*', '+', '?', '{', ')' -> throw new Unknown();
      default -> new Chars(inEveryCase(only(c)));
    };
  }

  private Piece group() {
    if (takes("?") && !takes(":")) {
      throw new Unknown();
    }
    Piece piece = choice();
    if (!takes(")")) {
      throw new Unknown();
    }
    return piece;
  }

  private BitSet members() {
    boolean negated = takes("^");
    BitSet set = new BitSet(LATIN);
    boolean first = true;
    while (first || !takes("]")) {
      first = false;
      BitSet member = member();
      boolean range =
          more()
              && expression.charAt(at) == '-'
              && at + 1 < expression.length()
              && expression.charAt(at + 1) != ']';
      if (range) {
        at++;
        BitSet end = member();
        if (member.cardinality() != 1
            || end.cardinality() != 1
            || end.nextSetBit(0) < member.nextSetBit(0)) {
          throw new Unknown();
        }
        set.set(member.nextSetBit(0), end.nextSetBit(0) + 1);
      } else {
        set.or(member);
      }
    }
    if (negated) {
      BitSet folded = inEveryCase(set);
      folded.flip(0, LATIN);
      return folded;
    }
    return set;
  }

  private BitSet member() {
    char c = next();
    if (c == '[' && more() && expression.charAt(at) == ':') {
      throw new Unknown();
    }
    return c == '\\' ? escaped() : only(c);
  }

  private BitSet escaped() {
    char c = next();
    return switch (c) {
      case 'd' -> range("09");
      case 'w' -> range("09AZaz__");
      case 's' -> range("\t\n\f\r  ");
      case 'D' -> flipped(range("09"));
      case 'W' -> flipped(range("09AZaz__"));
      case 'S' -> flipped(range("\t\n\f\r  "));
      case 't' -> only('\t');
      case 'n' -> only('\n');
      case 'r' -> only('\r');
      case 'f' -> only('\f');
      default -> {
        if (c > 0x7F || Character.isLetterOrDigit(c)) {
          throw new Unknown();
        }
        yield only(c);
      }
    };
  }

  /** No character of Latin-1 is one beyond it, unless it is a letter in another case. */
  private BitSet only(char c) {
    if (c >= LATIN && anyCase) {
      throw new Unknown();
    }
    BitSet set = new BitSet(LATIN);
    setLatin(set, c);
    return set;
  }

  /** Pairs of first and last. */
  private static BitSet range(String pairs) {
    BitSet set = new BitSet(LATIN);
    for (int i = 0; i < pairs.length(); i += 2) {
      set.set(pairs.charAt(i), pairs.charAt(i + 1) + 1);
    }
    return set;
  }

  private static BitSet all() {
    return flipped(new BitSet(LATIN));
  }

  private BitSet without(char c) {
    return flipped(only(c));
  }

  private static BitSet flipped(BitSet set) {
    set.flip(0, LATIN);
    return set;
  }

  private BitSet inEveryCase(BitSet set) {
    if (!anyCase) {
      return set;
    }
    BitSet cases = (BitSet) set.clone();
    set.stream()
        .forEach(
            c -> {
              setLatin(cases, Character.toLowerCase(c));
              setLatin(cases, Character.toUpperCase(c));
            });
    return cases;
  }

  private static void setLatin(BitSet set, int c) {
    if (c < LATIN) {
      set.set(c);
    }
  }
}
