package dev.plainsight.detect.sigma;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a policy puts in force of Sigma, as one text: it is in force as a whole or not at all.
 *
 * @param rules the texts of the rules
 * @param taxonomy names that are added to the shipped ones, as {@link Taxonomy#with} takes them;
 *     empty: none
 * @param placeholders the values of {@code %names%} in rules
 * @param shipped whether the shipped rules hold beside these; one of these with the key of a
 *     shipped one takes its place
 */
public record SigmaSet(
    List<RuleText> rules,
    String taxonomy,
    Map<String, List<String>> placeholders,
    boolean shipped) {

  /** The most bytes of a set as JSON. */
  public static final int BYTES_MAX = 16 << 20;

  /** The most rules of a set. */
  public static final int RULES_MAX = 20_000;

  /** The shipped rules alone. */
  public static final SigmaSet SHIPPED = new SigmaSet(List.of(), "", Map.of(), true);

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  /** A set as it judges events: immutable, and safe to share. */
  public record Compiled(SigmaRules rules, Taxonomy taxonomy) {}

  public SigmaSet {
    rules = List.copyOf(rules);
    placeholders = Map.copyOf(placeholders);
  }

  /**
   * The text that {@link #read} reads.
   *
   * @throws IllegalArgumentException where it would be over {@link #BYTES_MAX}
   */
  public String toJson() {
    try {
      String json = MAPPER.writeValueAsString(this);
      mustFit(json);
      return json;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote; an empty text is {@link #SHIPPED}.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static SigmaSet read(String json) {
    if (json.isEmpty()) {
      return SHIPPED;
    }
    mustFit(json);
    try {
      SigmaSet set = MAPPER.readValue(json, SigmaSet.class);
      if (set == null) {
        throw new IllegalArgumentException("no set of Sigma rules: null");
      }
      return set;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no set of Sigma rules: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Values of {@code %names%} as users write them: a YAML map of lists.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static Map<String, List<String>> placeholders(String yaml) {
    Map<String, List<String>> placeholders = new TreeMap<>();
    try {
      for (Map<?, ?> document : Documents.read(yaml)) {
        document.forEach(
            (name, values) ->
                placeholders.put(RuleParser.plain("placeholders", name), RuleParser.texts(values)));
      }
    } catch (Refused e) {
      throw new IllegalArgumentException(e.reason(), e);
    }
    return placeholders;
  }

  private static void mustFit(String json) {
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > BYTES_MAX) {
      throw new IllegalArgumentException(
          "the Sigma rules are %d bytes in one text; at most %d are taken"
              .formatted(bytes, BYTES_MAX));
    }
  }

  /**
   * The rules and names in force. What cannot be loaded stands in their refusals.
   *
   * @throws IllegalArgumentException where that is every rule, or the names cannot be meant so
   */
  public Compiled compiled() {
    Taxonomy names =
        taxonomy.isEmpty() ? Taxonomy.published() : Taxonomy.published().with(taxonomy);
    SigmaRules loaded =
        SigmaRules.of(rules, placeholders, shipped ? SigmaRules.publishedTexts() : List.of());
    if (loaded.rules().size() > RULES_MAX) {
      throw new IllegalArgumentException(
          "%d Sigma rules are given; at most %d are taken"
              .formatted(loaded.rules().size(), RULES_MAX));
    }
    Set<String> given = new HashSet<>();
    rules.forEach(text -> given.add(text.name()));
    boolean any =
        loaded.rules().stream().anyMatch(rule -> given.isEmpty() || given.contains(rule.file()));
    if (!any) {
      throw new IllegalArgumentException(
          loaded.refusals().isEmpty()
              ? "no Sigma rule is given, and the shipped ones are left out"
              : "no Sigma rule can be loaded; the first of %d refused: %s"
                  .formatted(loaded.refusals().size(), loaded.refusals().get(0)));
    }
    return new Compiled(loaded, names);
  }
}
