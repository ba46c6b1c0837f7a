package dev.plainsight.detect.sigma;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A literal that every text has in which a regular expression is found: then the expression need
 * run only where the literal is. What is not plainly required (groups, classes, alternatives, what
 * may be absent) is passed over; the answer may be empty, never wrong.
 */
final class RegexLiteral {
  private static final String META = ".^$*+?{}[]|()\\";

  private static final Pattern QUANTIFIER = Pattern.compile("\\G([?*+]|\\{\\d*,?\\d*})+");

  private final String expression;
  private final StringBuilder run = new StringBuilder();
  private String best = "";
  private int at;

  private RegexLiteral(String expression) {
    this.expression = expression;
  }

  /** The longest such literal, as the expression spells it; empty where none is plain. */
  static String in(String expression) {
    return new RegexLiteral(expression).longest();
  }

  private String longest() {
    while (at < expression.length()) {
      char c = expression.charAt(at);
      switch (c) {
        case '|' -> {
          return ""; // alternatives of the whole
        }
        case '(' -> skipGroup();
        case '[' -> skipClass();
        case '\\' -> escape();
        default -> {
          at++;
          if (META.indexOf(c) >= 0) {
            end();
            skipQuantifier();
          } else {
            literal(c);
          }
        }
      }
    }
    end();
    return best;
  }

  private void end() {
    if (run.length() > best.length()) {
      best = run.toString();
    }
    run.setLength(0);
  }

  /** A character that is there, unless what follows lets it be absent. */
  private void literal(char c) {
    char next = at < expression.length() ? expression.charAt(at) : ' ';
    if (next == '?' || next == '*' || next == '{') {
      end();
      skipQuantifier();
    } else {
      run.append(c);
      if (next == '+') {
        end();
        skipQuantifier();
      }
    }
  }

  private void escape() {
    char c = at + 1 < expression.length() ? expression.charAt(at + 1) : 'Q';
    at += 2;
    if (c == 'Q' || c == 'x' || c == 'p' || c == 'P' || (c >= '0' && c <= '9')) {
      // What follows is no plain text: end here for good.
      end();
      at = expression.length();
    } else if (Character.isLetter(c)) {
      end();
      skipQuantifier();
    } else {
      literal(c);
    }
  }

  private void skipGroup() {
    end();
    int depth = 0;
    while (at < expression.length()) {
      char c = expression.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '[') {
        skipClass();
        continue;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        at++;
        break;
      }
      at++;
    }
    skipQuantifier();
  }

  private void skipClass() {
    end();
    at += at + 1 < expression.length() && expression.charAt(at + 1) == '^' ? 2 : 1;
    // A bracket that comes first is a member.
    for (int first = at; at < expression.length(); at++) {
      char c = expression.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '[' && at + 1 < expression.length() && expression.charAt(at + 1) == ':') {
        at = Math.max(at, expression.indexOf(":]", at) + 1);
      } else if (c == ']' && at > first) {
        break;
      }
    }
    at++;
    skipQuantifier();
  }

  private void skipQuantifier() {
    Matcher matcher = QUANTIFIER.matcher(expression);
    if (matcher.find(at)) {
      at = matcher.end();
    }
    if (at < expression.length() && expression.charAt(at) == '{') {
      at = expression.length(); // a brace that is no quantifier: nothing more is plain
    }
  }
}
