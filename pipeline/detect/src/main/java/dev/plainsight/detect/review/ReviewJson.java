package dev.plainsight.detect.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reviews as JSON, one object on one line, names in snake_case: on their topic. */
public final class ReviewJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private ReviewJson() {}

  public static String write(Review review) {
    try {
      return MAPPER.writeValueAsString(review);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every review can be written: " + review.id(), e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException where the text is no review; the message tells where
   */
  public static Review read(String json) {
    try {
      return MAPPER.readValue(json, Review.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a review: " + e.getOriginalMessage(), e);
    }
  }
}
