package dev.plainsight.detect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/**
 * Findings as JSON, one object on one line, names in snake_case: on the findings topic and in
 * packages of evidence. The same finding always gives the same text. A number that is not known is
 * {@code null}; a field that is not known is passed over when read, so that newer findings can be
 * read by older programs.
 */
public final class FindingJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(double.class, new NullWhereUnknown())
                  .addDeserializer(double.class, new UnknownWhereNull()))
          .build();

  private FindingJson() {}

  public static String write(Finding finding) {
    try {
      return MAPPER.writeValueAsString(finding);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every finding can be written: " + finding.id(), e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException where the text is no finding; the message tells where
   */
  public static Finding read(String json) {
    try {
      return MAPPER.readValue(json, Finding.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a finding: " + e.getMessage(), e);
    }
  }

  private static final class NullWhereUnknown extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider all)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  private static final class UnknownWhereNull extends JsonDeserializer<Double> {
    @Override
    public Double deserialize(JsonParser in, DeserializationContext all) throws IOException {
      return in.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext all) {
      return Double.NaN;
    }
  }
}
