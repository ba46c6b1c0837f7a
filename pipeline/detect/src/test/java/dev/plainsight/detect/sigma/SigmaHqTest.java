package dev.plainsight.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plainsight.contract.testing.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The public rule set: what of it loads, and that each rule with a recorded event matches it. */
class SigmaHqTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static SigmaRules rules = SigmaRules.of(List.of());
  private static int texts;

  @BeforeAll
  static void load() throws IOException {
    List<RuleText> read = new ArrayList<>();
    try (ZipFile zip = new ZipFile(Needs.sharedData("sigma/sigmahq-rules.zip").toFile())) {
      for (ZipEntry entry : zip.stream().filter(each -> each.getName().endsWith(".yml")).toList()) {
        byte[] text = zip.getInputStream(entry).readAllBytes();
        read.add(new RuleText(entry.getName(), new String(text, StandardCharsets.UTF_8)));
      }
    }
    texts = read.size();
    rules = SigmaRules.of(read);
  }

  @Test
  void allRulesLoadButThoseThatNeedAPolicy() {
    assertEquals(3_753, texts);
    assertEquals(3_751, rules.rules().size());
    assertTrue(
        rules.refusals().stream().allMatch(each -> each.reason().contains("%known_cdcs%")),
        () -> rules.refusals().toString());
  }

  @Test
  void everyRuleWithARecordedEventMatchesIt() throws IOException {
    Taxonomy taxonomy = Taxonomy.published();
    List<String> missed = new ArrayList<>();
    int positives = 0;
    for (Path file : events()) {
      String id = file.getFileName().toString().replace(".json", "");
      positives++;
      boolean matched = false;
      for (Map<String, Object> event : read(file)) {
        SigmaEvent seen = taxonomy.windows(event);
        List<SigmaRule> matches = rules.matches(seen);
        assertEquals(rules.matchesOneByOne(seen), matches, file::toString);
        matched |= matches.stream().anyMatch(rule -> rule.key().equals(id));
      }
      if (!matched) {
        missed.add(file.toString());
      }
    }
    assertEquals(List.of(), missed);
    assertTrue(positives >= 100, positives + " events");
  }

  private static List<Path> events() throws IOException {
    try (Stream<Path> files = Files.walk(Needs.sharedData("sigma/regression"))) {
      return List.copyOf(
          new TreeSet<>(files.filter(each -> each.toString().endsWith(".json")).toList()));
    }
  }

  private static List<Map<String, Object>> read(Path file) throws IOException {
    TypeReference<Map<String, Object>> type = new TypeReference<>() {};
    try (MappingIterator<Map<String, Object>> events =
        JSON.readerFor(type).readValues(Files.readString(file))) {
      return events.readAll();
    }
  }
}
