package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text with wildcards, as Sigma writes it: {@code *} any number of characters, {@code ?} one, a
 * backslash before either (or before a backslash) makes it plain. Without regard to case, unless
 * {@link #cased()}: then it is matched against text in lower case.
 */
final class Glob {
  /** Any number of characters. */
  static final int MANY = -1;

  /** One character. */
  static final int ONE = -2;

  /** One of the characters that Windows programs take for the dash before a flag. */
  static final int DASH = -3;

  static final String DASHES = "-/\u2013\u2014\u2015";

  /** Each dash written out multiplies the ways to write the text by five. */
  private static final int DASHES_WRITTEN_OUT = 2;

  private final int[] tokens;
  private final boolean cased;

  private Glob(int[] tokens, boolean cased) {
    this.tokens = tokens;
    this.cased = cased;
  }

  /** As a rule writes it. */
  static Glob parse(String text) {
    int[] tokens = new int[text.length()];
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && "\\*?".indexOf(text.charAt(i + 1)) >= 0) {
        i++;
        tokens[size++] = text.charAt(i);
      } else {
        tokens[size++] = c == '*' ? MANY : c == '?' ? ONE : c;
      }
    }
    return new Glob(Arrays.copyOf(tokens, size), false);
  }

  /** Text in which nothing is a wildcard. */
  static Glob plain(String text) {
    return new Glob(text.chars().toArray(), false);
  }

  boolean cased() {
    return cased;
  }

  /** The plain text; null where it has a wildcard. */
  @Nullable String plain() {
    return Arrays.stream(tokens).anyMatch(token -> token < 0) ? null : text(tokens);
  }

  Glob contains() {
    return startsWith().endsWith();
  }

  /** With anything after it. */
  Glob startsWith() {
    if (tokens.length > 0 && tokens[tokens.length - 1] == MANY) {
      return this;
    }
    int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
    longer[tokens.length] = MANY;
    return new Glob(longer, cased);
  }

  /** With anything before it. */
  Glob endsWith() {
    if (tokens.length > 0 && tokens[0] == MANY) {
      return this;
    }
    int[] longer = new int[tokens.length + 1];
    longer[0] = MANY;
    System.arraycopy(tokens, 0, longer, 1, tokens.length);
    return new Glob(longer, cased);
  }

  /** With each dash before a word standing for all that Windows takes for one. */
  Glob windash() {
    int[] dashed = tokens.clone();
    for (int i = 0; i < dashed.length; i++) {
      boolean flag = i + 1 < tokens.length && isWord(tokens[i + 1]);
      boolean begins = i == 0 || !isWord(tokens[i - 1]);
      if (tokens[i] >= 0 && DASHES.indexOf(tokens[i]) >= 0 && flag && begins) {
        dashed[i] = DASH;
      }
    }
    return new Glob(dashed, cased);
  }

  private static boolean isWord(int token) {
    return token == '_' || (token >= 0 && Character.isLetterOrDigit(token));
  }

  /** As it is compared: in lower case, or as written where case matters. */
  Glob forMatching(boolean withCase) {
    int[] lower = new int[tokens.length * 3];
    int size = 0;
    for (int token : tokens) {
      String text = token < 0 || withCase ? "" : text(token).toLowerCase(Locale.ROOT);
      if (text.isEmpty()) {
        lower[size++] = token;
      }
      for (int i = 0; i < text.length(); i++) {
        lower[size++] = text.charAt(i);
      }
    }
    return new Glob(Arrays.copyOf(lower, size), withCase);
  }

  /** With the tokens of another in place of some. */
  Glob spliced(int from, int to, Glob other) {
    int[] joined = new int[tokens.length - (to - from) + other.tokens.length];
    System.arraycopy(tokens, 0, joined, 0, from);
    System.arraycopy(other.tokens, 0, joined, from, other.tokens.length);
    System.arraycopy(tokens, to, joined, from + other.tokens.length, tokens.length - to);
    return new Glob(joined, cased);
  }

  /** Where the plain character is, from a place on; -1 where it is not. */
  int indexOf(char c, int from) {
    for (int i = from; i < tokens.length; i++) {
      if (tokens[i] == c) {
        return i;
      }
    }
    return -1;
  }

  String part(int from, int to) {
    return text(Arrays.copyOfRange(tokens, from, to));
  }

  /** Whether the whole text is this; at worst as many steps as text and pattern multiplied. */
  boolean matches(String text) {
    int at = 0;
    int token = 0;
    int star = -1;
    int starAt = 0;
    while (at < text.length()) {
      if (token < tokens.length && tokens[token] == MANY) {
        star = token++;
        starAt = at;
      } else if (token < tokens.length && is(tokens[token], text.charAt(at))) {
        token++;
        at++;
      } else if (star >= 0) {
        token = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (token < tokens.length && tokens[token] == MANY) {
      token++;
    }
    return token == tokens.length;
  }

  private static boolean is(int token, char c) {
    return token == c || token == ONE || (token == DASH && DASHES.indexOf(c) >= 0);
  }

  /** Whether the literals say all: it is found where one of them is, at the ends that are bound. */
  boolean isOneRun() {
    int from = startBound() ? 0 : 1;
    int to = tokens.length - (endBound() ? 0 : 1);
    int dashes = 0;
    for (int i = from; i < to; i++) {
      if (tokens[i] == MANY || tokens[i] == ONE) {
        return false;
      }
      dashes += tokens[i] == DASH ? 1 : 0;
    }
    return from < to && dashes <= DASHES_WRITTEN_OUT;
  }

  boolean startBound() {
    return tokens.length == 0 || tokens[0] != MANY;
  }

  boolean endBound() {
    return tokens.length == 0 || tokens[tokens.length - 1] != MANY;
  }

  /** Texts one of which is in every text this matches: the longest run, its dashes written out. */
  List<String> literals() {
    int[] best = {};
    int from = 0;
    for (int i = 0; i <= tokens.length; i++) {
      if (i == tokens.length || tokens[i] == MANY || tokens[i] == ONE) {
        int[] run = withFewDashes(Arrays.copyOfRange(tokens, from, i));
        best = run.length > best.length ? run : best;
        from = i + 1;
      }
    }
    return writtenOut(best);
  }

  private static int[] withFewDashes(int[] run) {
    if (Arrays.stream(run).filter(token -> token == DASH).count() <= DASHES_WRITTEN_OUT) {
      return run;
    }
    int[] best = {};
    int from = 0;
    for (int i = 0; i <= run.length; i++) {
      if (i == run.length || run[i] == DASH) {
        best = i - from > best.length ? Arrays.copyOfRange(run, from, i) : best;
        from = i + 1;
      }
    }
    return best;
  }

  private static List<String> writtenOut(int[] run) {
    for (int i = 0; i < run.length; i++) {
      if (run[i] == DASH) {
        List<String> all = new ArrayList<>();
        for (int dash = 0; dash < DASHES.length(); dash++) {
          int[] written = run.clone();
          written[i] = DASHES.charAt(dash);
          all.addAll(writtenOut(written));
        }
        return all;
      }
    }
    return List.of(text(run));
  }

  private static String text(int... characters) {
    char[] text = new char[characters.length];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) characters[i];
    }
    return new String(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && glob.cased == cased && Arrays.equals(glob.tokens, tokens);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tokens) * 2 + (cased ? 1 : 0);
  }
}
