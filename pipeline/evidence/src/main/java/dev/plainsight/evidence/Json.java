package dev.plainsight.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON with one form for each value, so that it can be hashed: no spaces, members in the order
 * given, non-ASCII as is, NaN as null. What is read is bounded in depth and may not name a member
 * twice; anything else throws {@link IllegalArgumentException} with the place.
 */
public final class Json {
  private static final int DEPTH_MAX = 32;

  private Json() {}

  /** An object of alternating names and values, in that order. */
  public static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    List<@Nullable Object> all = Arrays.asList(namesAndValues);
    for (int i = 0; i < all.size(); i += 2) {
      object.put(String.valueOf(all.get(i)), all.get(i + 1));
    }
    return object;
  }

  public static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    if (value == null || (value instanceof Double real && real.isNaN())) {
      out.append("null");
    } else if (value instanceof Map<?, ?> map) {
      writeObject(map, out);
    } else if (value instanceof List<?> list) {
      writeArray(list, out);
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      writeText(value.toString(), out);
    }
  }

  private static void writeObject(Map<?, ?> map, StringBuilder out) {
    out.append('{');
    String comma = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(comma);
      writeText(String.valueOf(entry.getKey()), out);
      out.append(':');
      write(entry.getValue(), out);
      comma = ",";
    }
    out.append('}');
  }

  private static void writeArray(List<?> list, StringBuilder out) {
    out.append('[');
    String comma = "";
    for (Object item : list) {
      out.append(comma);
      write(item, out);
      comma = ",";
    }
    out.append(']');
  }

  private static void writeText(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Reads one object; its members by {@link Fields}. */
  public static Fields fields(String text) {
    Object value = new Reader(text).whole();
    if (value instanceof Map<?, ?> map) {
      return new Fields(map);
    }
    throw new IllegalArgumentException("not a JSON object: " + cut(text));
  }

  private static String cut(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  /** The members of an object; one that is absent or of another kind is named. */
  public record Fields(Map<?, ?> members) {
    public String text(String name) {
      return of(name, String.class);
    }

    public long number(String name) {
      return of(name, Long.class);
    }

    public boolean flag(String name) {
      return of(name, Boolean.class);
    }

    /** A number that may have a fraction; NaN for null. */
    public double real(String name) {
      Object value = members.get(name);
      if (value == null && members.containsKey(name)) {
        return Double.NaN;
      }
      return of(name, Number.class).doubleValue();
    }

    public Fields object(String name) {
      return new Fields(of(name, Map.class));
    }

    public List<Fields> objects(String name) {
      List<Fields> objects = new ArrayList<>();
      for (Object item : of(name, List.class)) {
        if (!(item instanceof Map<?, ?> map)) {
          throw new IllegalArgumentException("'" + name + "' holds something else than objects");
        }
        objects.add(new Fields(map));
      }
      return objects;
    }

    public List<String> texts(String name) {
      List<String> texts = new ArrayList<>();
      for (Object item : of(name, List.class)) {
        texts.add(String.valueOf(item));
      }
      return texts;
    }

    private <T> T of(String name, Class<T> kind) {
      Object value = members.get(name);
      if (!kind.isInstance(value)) {
        throw new IllegalArgumentException(
            "'" + name + "' is " + value + "; a " + kind.getSimpleName() + " is needed");
      }
      return kind.cast(value);
    }
  }

  /** Recursive descent over one text. */
  private static final class Reader {
    private final String text;
    private int at;
    private int depth;

    Reader(String text) {
      this.text = text;
    }

    @Nullable Object whole() {
      Object value = value();
      if (peek() != 0) {
        throw wrong("more after the end");
      }
      return value;
    }

    private @Nullable Object value() {
      if (++depth > DEPTH_MAX) {
        throw wrong("deeper than " + DEPTH_MAX);
      }
      Object value =
          switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> text();
            default -> word();
          };
      depth--;
      return value;
    }

    private Map<String, @Nullable Object> object() {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      at++;
      for (boolean first = true; !taken('}'); first = false) {
        comma(first);
        if (peek() != '"') {
          throw wrong("a member's name is needed");
        }
        String name = text();
        if (!taken(':')) {
          throw wrong("':' is needed");
        }
        if (object.containsKey(name)) {
          throw wrong("member '" + cut(name) + "' comes twice");
        }
        object.put(name, value());
      }
      return object;
    }

    private List<@Nullable Object> array() {
      List<@Nullable Object> array = new ArrayList<>();
      at++;
      for (boolean first = true; !taken(']'); first = false) {
        comma(first);
        array.add(value());
      }
      return array;
    }

    private void comma(boolean first) {
      if (!first && !taken(',')) {
        throw wrong("',' is needed");
      }
    }

    private String text() {
      StringBuilder out = new StringBuilder();
      at++;
      while (true) {
        char c = next();
        if (c == '"') {
          return out.toString();
        }
        out.append(c == '\\' ? escaped() : c);
      }
    }

    private char escaped() {
      char c = next();
      return switch (c) {
        case '"', '\\', '/' -> c;
        case 'n' -> '\n';
        case 't' -> '\t';
        case 'r' -> '\r';
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'u' -> unicode();
        default -> throw wrong("unknown escape");
      };
    }

    private char unicode() {
      if (at + 4 > text.length()) {
        throw wrong("cut short");
      }
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private @Nullable Object word() {
      int from = at;
      while (at < text.length() && isOfWord(text.charAt(at))) {
        at++;
      }
      String word = text.substring(from, at);
      return switch (word) {
        case "true" -> true;
        case "false" -> false;
        case "null" -> null;
        default -> number(word);
      };
    }

    private static boolean isOfWord(char c) {
      return Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0;
    }

    private Number number(String word) {
      try {
        return word.matches("-?\\d+") ? (Number) Long.valueOf(word) : Double.valueOf(word);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(wrong("not a value").getMessage(), e);
      }
    }

    private boolean taken(char c) {
      if (peek() == c) {
        at++;
        return true;
      }
      return false;
    }

    private char peek() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() {
      if (at >= text.length()) {
        throw wrong("cut short");
      }
      return text.charAt(at++);
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException("JSON at character " + at + ": " + what);
    }
  }
}
