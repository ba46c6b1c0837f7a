package dev.plainsight.detect.canary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventOrder;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Folding;
import dev.plainsight.detect.Remembered;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Timeline;
import dev.plainsight.detect.examples.ExampleSurroundings;
import dev.plainsight.detect.examples.Examples;
import dev.plainsight.detect.risk.Cases;
import dev.plainsight.detect.risk.Subject;
import dev.plainsight.detect.surroundings.Surroundings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A rule's canary of one day: its first firing example under names that nobody has. Its events keep
 * the example's own times, so that it finds today what it found when it was written.
 *
 * <pre>
 * example    ada on laptop-1 from 203.0.113.5
 * canary     canary.2026-03-02.AC-01.ada on canary.2026-03-02.AC-01.laptop-1 from canary.2026-...
 * </pre>
 *
 * @param rule that must find it
 * @param events by device, each device's sequences from 0 on
 */
public record Canary(String rule, LocalDate day, List<IdentifiedEvent> events) {
  /** Whose example the canary of RK-01 is: one grave finding opens a case. */
  private static final String OF_RISK = "AC-02";

  private static final Set<String> NAMES =
      Set.of("on", "user", "target_user", "source_ip", "source_host", "person");
  private static final Set<String> BY_NAME = Set.of("people", "accounts", "devices", "places");
  private static final Map<String, Surroundings> AROUND = new ConcurrentHashMap<>();

  /**
   * The canary of a rule that folds events, or of RK-01.
   *
   * @throws IllegalArgumentException where the rule has no firing example of events
   */
  public static Canary of(String rule, LocalDate day) {
    JsonNode example = example(rule);
    UnaryOperator<String> name = text -> CanaryName.prefix(rule, day.toString()) + text;
    return new Canary(
        rule,
        day,
        numbered(Examples.events(renamed(explicit(example.get("events")), name, false))));
  }

  /** With the names that an example leaves out. */
  private static JsonNode explicit(JsonNode events) {
    ArrayNode explicit = JsonNodeFactory.instance.arrayNode();
    for (JsonNode event : events) {
      ObjectNode copy = explicit.addObject().put("on", Examples.DEVICE).put("user", Examples.USER);
      event.properties().forEach(field -> copy.set(field.getKey(), field.getValue()));
    }
    return explicit;
  }

  /** What is known around a canary's entity: what its example says. */
  public static Surroundings around(String name) {
    String rule = CanaryName.rule(name);
    String day = CanaryName.day(name);
    // Of yesterday's canaries nothing is asked again, so that few are kept.
    if (AROUND.size() > 1_000) {
      AROUND.clear();
    }
    return AROUND.computeIfAbsent(CanaryName.prefix(rule, day), Canary::aroundPrefix);
  }

  private static Surroundings aroundPrefix(String prefix) {
    try {
      JsonNode around = example(CanaryName.rule(prefix)).path("around");
      return ExampleSurroundings.of(renamed(around, text -> prefix + text, false));
    } catch (IllegalArgumentException e) {
      return Surroundings.NONE;
    }
  }

  private static JsonNode example(String rule) {
    return Examples.of(rule.equals("RK-01") ? OF_RISK : rule).stream()
        .filter(one -> one.get("finds").asInt() > 0 && one.has("events"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no example of events fires " + rule));
  }

  /** The same with each name under another: values of fields that hold one, keys of lists by it. */
  private static JsonNode renamed(JsonNode node, UnaryOperator<String> name, boolean isName) {
    if (node instanceof TextNode text) {
      boolean renames = isName && !text.asText().isEmpty();
      return renames ? TextNode.valueOf(name.apply(text.asText())) : text;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(each -> copy.add(renamed(each, name, isName)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              field ->
                  copy.set(
                      field.getKey(),
                      BY_NAME.contains(field.getKey())
                          ? keyed(field.getKey(), field.getValue(), name)
                          : renamed(field.getValue(), name, NAMES.contains(field.getKey()))));
      return copy;
    }
    return node;
  }

  /** Of devices also the value is a name: their owner's. */
  private static JsonNode keyed(String list, JsonNode object, UnaryOperator<String> name) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            field ->
                copy.set(
                    name.apply(field.getKey()),
                    renamed(field.getValue(), name, list.equals("devices"))));
    return copy;
  }

  private static List<IdentifiedEvent> numbered(List<IdentifiedEvent> events) {
    List<IdentifiedEvent> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparing(EventOrder::of));
    Map<String, Long> next = new HashMap<>();
    for (IdentifiedEvent event : sorted) {
      event.setSeq(next.merge(event.getDeviceId(), 1L, Long::sum) - 1);
    }
    sorted.sort(
        Comparator.comparing(IdentifiedEvent::getDeviceId)
            .thenComparingLong(IdentifiedEvent::getSeq));
    return List.copyOf(sorted);
  }

  /**
   * Whether it must be found: whether the rules in force find it here, without a stream. What a
   * policy set too high to find the published example is as good as off.
   *
   * @param timelines by dimension, of the rules in force
   * @param risk RK-01 as in force
   */
  public boolean mustBeFound(Map<Dimension, Timeline> timelines, Rule risk) {
    List<Finding> findings = new ArrayList<>();
    timelines.forEach((dimension, timeline) -> fold(dimension, timeline, findings));
    if (!rule.equals("RK-01")) {
      return findings.stream().anyMatch(finding -> finding.rule().equals(rule));
    }
    Map<Subject, List<Finding>> bySubject = new HashMap<>();
    for (Finding finding : findings) {
      bySubject.computeIfAbsent(Subject.of(finding), key -> new ArrayList<>()).add(finding);
    }
    return bySubject.entrySet().stream()
        .anyMatch(
            each ->
                !new Cases(risk).of(each.getKey(), each.getValue(), finding -> false).isEmpty());
  }

  private void fold(Dimension dimension, Timeline timeline, List<Finding> findings) {
    Map<String, List<IdentifiedEvent>> byKey = new TreeMap<>();
    for (IdentifiedEvent event : events) {
      String key = dimension.keyOf(event);
      if (!key.isEmpty() && timeline.concerns(event)) {
        byKey.computeIfAbsent(key, one -> new ArrayList<>()).add(event);
      }
    }
    byKey.forEach(
        (key, ofKey) -> {
          ofKey.sort(Comparator.comparing(EventOrder::of));
          Remembered memory = new Remembered();
          Folding folding =
              timeline.folding(memory, new Entity(dimension, key), around(key), new ArrayList<>());
          ofKey.forEach(folding::add);
          folding.finish();
          findings.addAll(memory.standing());
        });
  }
}
