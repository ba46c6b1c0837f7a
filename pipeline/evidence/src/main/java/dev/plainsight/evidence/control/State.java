package dev.plainsight.evidence.control;

import java.util.Collection;
import java.util.Locale;

/** Management's result of a control. Ordered from best to worst for {@link #worst}. */
public enum State {
  /** Nothing happened that the control is for. */
  NOT_OPERATED,
  PASS,
  /** The population or the time does not allow a result yet. */
  NOT_TESTABLE,
  EXCEPTION;

  /** As stored and printed: {@code pass}, {@code not_testable}, ... */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static State of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /**
   * The state of many days together: an exception of one day is one of the period, whatever came
   * later. A day on which the control had no occasion takes nothing from those on which it passed.
   */
  public static State worst(Collection<State> states) {
    return states.stream().max(State::compareTo).orElse(NOT_OPERATED);
  }
}
