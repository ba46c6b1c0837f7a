package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a field is made of others, such as {@code SHA256={sha256}}. */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");

  /** Text as it is, or the name of a field. */
  private record Piece(String text, boolean field) {}

  private final List<Piece> pieces;

  private Template(List<Piece> pieces) {
    this.pieces = pieces;
  }

  static Template parse(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = PLACE.matcher(text);
    int from = 0;
    while (matcher.find()) {
      if (matcher.start() > from) {
        pieces.add(new Piece(text.substring(from, matcher.start()), false));
      }
      pieces.add(new Piece(Objects.requireNonNull(matcher.group(1)), true));
      from = matcher.end();
    }
    if (from < text.length()) {
      pieces.add(new Piece(text.substring(from), false));
    }
    return new Template(List.copyOf(pieces));
  }

  /** The value; null where a field it is made of is absent. */
  @Nullable Object filled(Map<String, Object> fields) {
    if (pieces.size() == 1 && pieces.get(0).field()) {
      return fields.get(pieces.get(0).text());
    }
    for (Piece piece : pieces) {
      if (piece.field() && !fields.containsKey(piece.text())) {
        return null;
      }
    }
    StringBuilder filled = new StringBuilder();
    for (Piece piece : pieces) {
      filled.append(piece.field() ? fields.get(piece.text()) : piece.text());
    }
    return filled.toString();
  }
}
