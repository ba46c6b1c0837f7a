package dev.plainsight.local.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An error in ClickHouse's own terms: its number, and the text its clients parse. */
final class EngineError extends RuntimeException {
  static final int UNKNOWN_EXCEPTION = 1002;
  private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\. ");

  private final int code;

  private EngineError(int code, String text) {
    super(text);
    this.code = code;
  }

  /** An error the engine reported: {@code Code: 62. DB::Exception: … (SYNTAX_ERROR)}. */
  static EngineError reported(String text) {
    Matcher matcher = CODE.matcher(text);
    return new EngineError(
        matcher.find() ? Integer.parseInt(matcher.group(1)) : UNKNOWN_EXCEPTION, text);
  }

  /** An error of the HTTP side, worded as the engine words its own. */
  static EngineError of(int code, String name, String text) {
    return new EngineError(code, "Code: " + code + ". DB::Exception: " + text + " (" + name + ")");
  }

  int code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  /** The HTTP status that ClickHouse's server gives to this code; 500 where it has no opinion. */
  int status() {
    return switch (code) {
      case 194 -> 401;
      case 164, 291, 497, 516 -> 403;
      case 60, 81, 46 -> 404;
      case 6, 26, 27, 32, 36, 38, 41, 42, 47, 53, 62, 72, 115, 117, 130, 131, 181, 386, 456, 457 ->
          400;
      case 307 -> 413;
      case 48 -> 501;
      default -> 500;
    };
  }
}
