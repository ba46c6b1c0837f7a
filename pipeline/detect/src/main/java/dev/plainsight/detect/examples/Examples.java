package dev.plainsight.detect.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.Device;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.Process;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * The published examples of a rule, firing and silent: {@code rules/<ID>/cases.jsonl}, one a line.
 * {@code finds} is how many findings stand at the end; {@code events} are spelled in the schema's
 * names, {@code repeat}ed {@code every_s}, arriving {@code arrives_s} after they end; a list where
 * the schema has one value is gone through in turn. {@code because} and {@code context} are what
 * findings say, in part and whole. {@code around} is what is known beside the events: see {@link
 * ExampleSurroundings}.
 */
public final class Examples {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whose events they are where an example does not say. */
  public static final String USER = "ada";

  /** Where they happen where an example does not say. */
  public static final String DEVICE = "laptop-1";

  private Examples() {}

  /** A text that is shipped with the rules; null where there is none. */
  public static @Nullable String resource(String path) {
    try (InputStream in = Examples.class.getResourceAsStream(path)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** All of a rule, in the order of the file. */
  public static List<JsonNode> of(String ruleId) {
    String lines = resource("/rules/" + ruleId + "/cases.jsonl");
    List<JsonNode> cases = new ArrayList<>();
    for (String line : lines == null ? new String[0] : lines.strip().split("\n")) {
      cases.add(json(line));
    }
    return cases;
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  /** Its {@code events}, in the order they are written, their sequences from 1 on. */
  public static List<IdentifiedEvent> events(JsonNode specs) {
    List<IdentifiedEvent> events = new ArrayList<>();
    for (JsonNode spec : specs) {
      for (int i = 0; i < spec.path("repeat").asInt(1); i++) {
        events.add(event(spec, i, events.size() + 1));
      }
    }
    return events;
  }

  private static IdentifiedEvent event(JsonNode spec, int turn, int seq) {
    long atMs = atMs(spec) + (long) (turn * spec.path("every_s").asDouble(0) * 1_000);
    ActivityEvent event =
        ActivityEvent.newBuilder()
            .setOccurredAt(atMs)
            .setEndedAt(atMs + spec.path("lasts_s").asLong(0) * 1_000)
            .setUser(spec.path("user").asText(USER))
            .build();
    event.setPresence(filled(Presence.newBuilder().build(), spec.get("presence"), turn));
    event.setLogon(filled(Logon.newBuilder().build(), spec.get("logon"), turn));
    event.setProcess(filled(Process.newBuilder().build(), spec.get("process"), turn));
    event.setDevice(filled(Device.newBuilder().build(), spec.get("device"), turn));
    event.setAgent(filled(AgentState.newBuilder().build(), spec.get("agent"), turn));
    long arrivedMs = event.getEndedAt() + spec.path("arrives_s").asLong(0) * 1_000;
    return new IdentifiedEvent(spec.path("on").asText(DEVICE), 1L, (long) seq, arrivedMs, event);
  }

  /** Its {@code at}, ms since 1970 UTC. */
  public static long atMs(JsonNode spec) {
    return Instant.parse(spec.get("at").asText()).toEpochMilli();
  }

  private static <R extends SpecificRecordBase> @Nullable R filled(
      R record, @Nullable JsonNode fields, int turn) {
    if (fields == null) {
      return null;
    }
    fields
        .properties()
        .forEach(
            field -> {
              Schema.Field known = record.getSchema().getField(field.getKey());
              if (known == null) {
                throw new IllegalArgumentException("the schema has no field " + field.getKey());
              }
              record.put(known.pos(), value(known.schema(), field.getValue(), turn));
            });
    return record;
  }

  private static Object value(Schema schema, JsonNode value, int turn) {
    if (schema.getType() == Schema.Type.ARRAY) {
      List<Object> list = new ArrayList<>();
      value.forEach(entry -> list.add(value(schema.getElementType(), entry, turn)));
      return list;
    }
    JsonNode one = value.isArray() ? value.get(turn % value.size()) : value;
    return switch (schema.getType()) {
      case INT -> one.asInt();
      case LONG -> one.asLong();
      case DOUBLE -> one.asDouble();
      case BOOLEAN -> one.asBoolean();
      case STRING -> one.asText();
      case ENUM -> constant(schema, one.asText());
      default -> throw new IllegalArgumentException("no case needs a " + schema.getType());
    };
  }

  private static Object constant(Schema schema, String name) {
    for (Object constant : enumClass(schema).getEnumConstants()) {
      if (constant.toString().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(schema.getName() + " has no " + name);
  }

  private static Class<?> enumClass(Schema schema) {
    try {
      return Class.forName(schema.getFullName());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
