package dev.plainsight.detect.sigma;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers are compared, in rules and in the conditions of correlations. */
enum Comparison {
  LT("<"),
  LTE("<="),
  GT(">"),
  GTE(">="),
  EQ("="),
  NEQ("!=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  boolean holds(double number, double with) {
    return switch (this) {
      case LT -> number < with;
      case LTE -> number <= with;
      case GT -> number > with;
      case GTE -> number >= with;
      case EQ -> number == with;
      case NEQ -> number != with;
    };
  }

  static @Nullable Comparison named(String name) {
    for (Comparison comparison : values()) {
      if (comparison.name().toLowerCase(Locale.ROOT).equals(name)) {
        return comparison;
      }
    }
    return null;
  }

  /** The number a value is or spells; NaN where it is none. */
  static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    try {
      return Double.parseDouble(value.toString().strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
