package dev.plainsight.detect.sigma;

import com.google.re2j.Pattern;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one value of a field must be. */
sealed interface Check {

  /**
   * Whether it holds of a value that is there.
   *
   * @param value text, a number or a truth value
   * @param event for what compares with another field
   */
  boolean holds(Object value, SigmaEvent event);

  /** Text with wildcards. */
  record Text(Glob glob) implements Check {
    @Override
    public boolean holds(Object value, SigmaEvent event) {
      String text = value.toString();
      return glob.matches(glob.cased() ? text : text.toLowerCase(Locale.ROOT));
    }
  }

  /** Holds of an absent field only, which the atom knows. */
  record Null() implements Check {
    @Override
    public boolean holds(Object value, SigmaEvent event) {
      return false;
    }
  }

  /** Of presence, which the atom knows. */
  record Exists(boolean wanted) implements Check {
    @Override
    public boolean holds(Object value, SigmaEvent event) {
      return wanted;
    }
  }

  /** A regular expression, found anywhere in the text, in time linear in its length. */
  record Regex(String expression, int flags, Pattern pattern, @Nullable Automaton automaton)
      implements Check {
    static Regex of(String expression, int flags) {
      Pattern pattern = Pattern.compile(expression, flags); // refuses what it cannot run
      boolean anyCase = (flags & Pattern.CASE_INSENSITIVE) != 0;
      boolean lines = (flags & Pattern.MULTILINE) != 0;
      boolean dotAll = (flags & Pattern.DOTALL) != 0;
      return new Regex(
          expression, flags, pattern, lines ? null : Automaton.of(expression, anyCase, dotAll));
    }

    @Override
    public boolean holds(Object value, SigmaEvent event) {
      String text = value.toString();
      Boolean found = automaton == null ? null : automaton.finds(text);
      return found == null ? pattern.matcher(text).find() : found;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Regex regex
          && regex.expression.equals(expression)
          && regex.flags == flags;
    }

    @Override
    public int hashCode() {
      return 31 * expression.hashCode() + flags;
    }
  }

  /** A number compared with a number. */
  record Compared(Comparison comparison, double with) implements Check {
    @Override
    public boolean holds(Object value, SigmaEvent event) {
      double number = Comparison.number(value);
      return !Double.isNaN(number) && comparison.holds(number, with);
    }
  }

  /** A part of a moment compared with a number. */
  record TimePart(Moment.Part part, Comparison comparison, double with) implements Check {
    @Override
    public boolean holds(Object value, SigmaEvent event) {
      double number = Moment.part(part, value);
      return !Double.isNaN(number) && comparison.holds(number, with);
    }
  }

  /** An address within a network. */
  record Within(Network network) implements Check {
    @Override
    public boolean holds(Object value, SigmaEvent event) {
      return network.contains(value.toString());
    }
  }

  /** The value of another field of the same event, at a place in this one. */
  record SameAs(String field, Place place, boolean cased) implements Check {
    @Override
    public boolean holds(Object value, SigmaEvent event) {
      Object other = event.fields().get(field);
      if (other instanceof java.util.Collection<?> many) {
        return many.stream().anyMatch(one -> one != null && place.holds(value, one, cased));
      }
      return other != null && place.holds(value, other, cased);
    }
  }

  /** Where in a field a value is looked for. */
  enum Place {
    WHOLE,
    START,
    END,
    ANYWHERE;

    boolean holds(Object value, Object wanted, boolean cased) {
      String text = folded(value, cased);
      String part = folded(wanted, cased);
      return switch (this) {
        case WHOLE -> text.equals(part);
        case START -> text.startsWith(part);
        case END -> text.endsWith(part);
        case ANYWHERE -> text.contains(part);
      };
    }

    private static String folded(Object value, boolean cased) {
      return cased ? value.toString() : value.toString().toLowerCase(Locale.ROOT);
    }
  }
}
