package dev.plainsight.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.EventBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

/**
 * Old spools are read by new pipelines, and a new agent may reach the pipeline before its update:
 * every kept version is readable by the newest, and the newest by the version before it.
 */
class SchemaCompatibilityTest {
  private static final String V1 = BatchCodec.schema("activity-v1").toString();

  @Test
  void everyKeptVersionIsReadableByTheNewestAndTheNewestByTheOneBefore() {
    assertEquals(
        List.of(), problems(BatchCodec.VERSIONS.stream().map(BatchCodec::schema).toList()));
  }

  @Test
  void everyKeptFileIsAVersionAndCodeComesFromTheNewest() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/schema"))) {
      assertEquals(
          BatchCodec.VERSIONS,
          files.map(file -> file.getFileName().toString().replace(".avsc", "")).sorted().toList());
    }
    String newest = BatchCodec.VERSIONS.get(BatchCodec.VERSIONS.size() - 1);
    assertEquals(
        BatchCodec.schema(newest).getFields().stream().map(Schema.Field::name).toList(),
        EventBatch.SCHEMA$.getFields().stream().map(Schema.Field::name).toList());
    assertTrue(isReadable(BatchCodec.schema(newest), EventBatch.SCHEMA$));
    assertTrue(isReadable(EventBatch.SCHEMA$, BatchCodec.schema(newest)));
  }

  @Test
  void aNewFieldWithADefaultIsAllowed() {
    assertEquals(
        List.of(), after("\"fields\":[", "\"fields\":[" + field("tenant", ",\"default\":\"\"")));
  }

  @Test
  void aNewSymbolIsAllowedSinceEachEnumHasADefault() {
    assertEquals(List.of(), after("\"ACTIVE\",", "\"ACTIVE\",\"DOZING\","));
  }

  @Test
  void aNewFieldWithoutADefaultIsCaughtForOldSpools() {
    assertTold("2 cannot read 1", after("\"fields\":[", "\"fields\":[" + field("tenant", "")));
  }

  @Test
  void aFieldTakenAwayIsCaughtForPipelinesNotYetUpdated() {
    String boot =
        "{\"name\":\"boot_epoch\",\"type\":\"long\",\"doc\":\"+1 at each agent start; never"
            + " reused.\"},";
    assertTold("1 cannot read 2", after(boot, ""));
  }

  @Test
  void aRenamedFieldIsCaughtBothWays() {
    List<String> problems = after("\"boot_epoch\"", "\"start_number\"");
    assertTold("2 cannot read 1", problems);
    assertTold("1 cannot read 2", problems);
  }

  @Test
  void aChangedTypeIsCaughtBothWays() {
    String sentAt = "\"name\":\"sent_at\",\"type\":";
    List<String> problems = after(sentAt + "\"long\"", sentAt + "\"string\"");
    assertTold("2 cannot read 1", problems);
    assertTold("1 cannot read 2", problems);
  }

  /** An int is readable as a long, but no long by a reader of int. */
  @Test
  void aWidenedTypeIsCaughtForPipelinesNotYetUpdated() {
    List<String> problems =
        after("\"name\":\"keys\",\"type\":\"int\"", "\"name\":\"keys\",\"type\":\"long\"");
    assertEquals(1, problems.size(), problems.toString());
    assertTold("1 cannot read 2", problems);
  }

  @Test
  void anOlderVersionThanTheOneBeforeMustStillBeReadable() {
    Schema made = madeUp("\"fields\":[", "\"fields\":[" + field("tenant", ""));
    Schema v1 = new Schema.Parser().parse(V1);
    assertEquals(1, problems(List.of(v1, made, made)).size());
  }

  private static String field(String name, String more) {
    return "{\"name\":\"" + name + "\",\"type\":\"string\"" + more + "},";
  }

  private static List<String> after(String old, String now) {
    return problems(List.of(new Schema.Parser().parse(V1), madeUp(old, now)));
  }

  /** Version 1 with the first place that reads {@code old} changed. */
  private static Schema madeUp(String old, String now) {
    int at = V1.indexOf(old);
    assertTrue(at >= 0, "the schema does not have " + old);
    return new Schema.Parser().parse(V1.substring(0, at) + now + V1.substring(at + old.length()));
  }

  private static void assertTold(String start, List<String> problems) {
    assertFalse(
        problems.stream().filter(p -> p.startsWith(start)).toList().isEmpty(), problems + "");
  }

  /** Versions, oldest first, that cannot be read as they must. */
  private static List<String> problems(List<Schema> versions) {
    List<String> problems = new ArrayList<>();
    int newest = versions.size() - 1;
    for (int i = 0; i <= newest; i++) {
      if (!isReadable(versions.get(i), versions.get(newest))) {
        problems.add((newest + 1) + " cannot read " + (i + 1));
      }
    }
    if (newest > 0 && !isReadable(versions.get(newest), versions.get(newest - 1))) {
      problems.add(newest + " cannot read " + (newest + 1));
    }
    return problems;
  }

  private static boolean isReadable(Schema writer, Schema reader) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }
}
