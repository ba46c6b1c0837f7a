package dev.plainsight.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A question to the store: SQL kept as a resource, with typed parameters such as {@code
 * {day:Date}}, never put together from strings.
 *
 * @param name how it is called in logs and in evidence
 */
public record Query(String name, String sql) {
  /** The resource {@code /queries/<name>.sql} of the owner's module. */
  public static Query named(Class<?> owner, String name) {
    return at(owner, "/queries/" + name + ".sql", name);
  }

  /** Any resource, such as the query of a control. */
  public static Query at(Class<?> owner, String resource, String name) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no query " + resource);
      }
      return new Query(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
