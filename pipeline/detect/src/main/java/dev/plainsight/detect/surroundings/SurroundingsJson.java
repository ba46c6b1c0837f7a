package dev.plainsight.detect.surroundings;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The parts of the surroundings as JSON texts, each on its own: what is published to the detectors.
 * The same part always gives the same text. Places have none: a database of them is large, and each
 * machine is given its file.
 */
public final class SurroundingsJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private SurroundingsJson() {}

  public static String write(Directory directory) {
    return text(directory);
  }

  public static String write(Networks networks) {
    return text(networks.ranges());
  }

  public static String write(Peers peers) {
    return text(peers);
  }

  private static String text(Object part) {
    try {
      return MAPPER.writeValueAsString(part);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("all surroundings can be written", e);
    }
  }

  /**
   * The directory that was written.
   *
   * @throws IllegalArgumentException where the text is none; the message tells why
   */
  public static Directory directory(String json) {
    Directory read = read("directory", json, new TypeReference<>() {});
    try {
      read.people().values().forEach(SurroundingsJson::check);
      read.sites().values().stream()
          .map(Directory.Site::zone)
          .filter(zone -> !zone.isEmpty())
          .forEach(ZoneId::of);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no directory: " + e.getMessage(), e);
    }
    return read;
  }

  /** What a rule would stumble over in the middle of a fold. */
  private static void check(Directory.Person person) {
    person.lastDay();
    for (Directory.Leave each : person.leave()) {
      LocalDate.parse(each.from());
      LocalDate.parse(each.to());
    }
  }

  /**
   * The networks that were written.
   *
   * @throws IllegalArgumentException where the text is none; the message tells why
   */
  public static Networks networks(String json) {
    return Networks.of(read("networks", json, new TypeReference<>() {}));
  }

  /**
   * The peers that were written.
   *
   * @throws IllegalArgumentException where the text is none; the message tells why
   */
  public static Peers peers(String json) {
    return read("peers", json, new TypeReference<>() {});
  }

  private static <P> P read(String part, String json, TypeReference<P> type) {
    try {
      P read = MAPPER.readValue(json, type);
      if (read != null) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no " + part + ": " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("no " + part + ": the text is null");
  }
}
