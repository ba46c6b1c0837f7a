package dev.plainsight.detect.surroundings;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * Surroundings as JSON text: what is broadcast to the detectors and kept beside the findings made
 * under it. The same surroundings always give the same text. A database of places is only named, by
 * its version: it is large, and each machine is given the file.
 */
public final class SurroundingsJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private SurroundingsJson() {}

  private record Text(
      Directory directory, String placesVersion, List<Networks.Range> networks, Peers peers) {}

  public static String write(Surroundings around) {
    try {
      return MAPPER.writeValueAsString(
          new Text(
              around.directory(),
              around.places().version(),
              around.networks().ranges(),
              around.peers()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("all surroundings can be written", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param places the database here
   * @throws IllegalArgumentException where the text is none, or was written under another database
   *     of places; the message tells which
   */
  public static Surroundings read(String json, Places places) {
    Text text = text(json);
    if (!text.placesVersion().equals(places.version())) {
      throw new IllegalArgumentException(
          "these surroundings were published with the places '%s'; here are '%s'"
              .formatted(text.placesVersion(), places.version()));
    }
    return new Surroundings(text.directory(), places, Networks.of(text.networks()), text.peers());
  }

  private static Text text(String json) {
    try {
      return MAPPER.readValue(json, Text.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no surroundings: " + e.getMessage(), e);
    }
  }
}
