package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads texts into rules and correlations; what it cannot read becomes a refusal. */
final class RuleParser {
  private static final Pattern OLD_STATUS = Pattern.compile("deprecated|unsupported");

  /** A rule that matches events. */
  record Detection(SigmaRule rule, Node condition) {}

  final List<Detection> detections = new ArrayList<>();
  final List<Correlation> correlations = new ArrayList<>();
  final List<Refusal> refusals = new ArrayList<>();
  private final Map<String, List<String>> placeholders;

  RuleParser(Map<String, List<String>> placeholders) {
    this.placeholders = placeholders;
  }

  void read(RuleText text) {
    List<Map<?, ?>> documents;
    try {
      documents = Documents.read(text.yaml());
      if (documents.isEmpty()) {
        throw new Refused("it holds no rule");
      }
    } catch (Refused e) {
      refusals.add(new Refusal(text.name(), "", e.reason()));
      return;
    }
    for (Map<?, ?> document : documents) {
      try {
        read(text.name(), document);
      } catch (Refused e) {
        String title = document.get("title") instanceof String named ? named : "";
        refusals.add(new Refusal(text.name(), title, e.reason()));
      }
    }
  }

  private void read(String file, Map<?, ?> document) {
    if (document.containsKey("filter")) {
      throw new Refused(
          "Sigma filters are not supported: the specification and its reference implementation"
              + " disagree on whether the filter's condition is negated");
    }
    SigmaRule rule = rule(file, document);
    if (document.get("correlation") instanceof Map<?, ?> correlation) {
      correlations.add(new CorrelationParser(rule, document).parse(correlation));
    } else if (document.get("detection") instanceof Map<?, ?> detection) {
      detections.add(new Detection(rule, new DetectionParser(placeholders).parse(detection)));
    } else {
      throw new Refused("it has neither 'detection' nor 'correlation'");
    }
  }

  private static SigmaRule rule(String file, Map<?, ?> document) {
    String title = text(document, "title");
    String id = text(document, "id");
    String name = text(document, "name");
    if (title.isEmpty()) {
      throw new Refused("it lacks its 'title'");
    }
    String taxonomy = text(document, "taxonomy");
    if (!taxonomy.isEmpty() && !taxonomy.equals("sigma")) {
      throw new Refused("taxonomy '" + taxonomy + "' is not known; only 'sigma' is");
    }
    String status = text(document, "status");
    if (OLD_STATUS.matcher(status).matches()) {
      throw new Refused("its status is '" + status + "'");
    }
    boolean correlation = document.containsKey("correlation");
    return new SigmaRule(
        file,
        id.isEmpty() ? name.isEmpty() ? title : name : id,
        name,
        title,
        status,
        level(text(document, "level")),
        text(document, "author"),
        text(document, "license"),
        texts(document.get("tags")),
        texts(document.get("falsepositives")),
        correlation ? new Logsource("", "", "") : logsource(document),
        correlation);
  }

  private static Level level(String text) {
    if (text.isEmpty()) {
      return Level.MEDIUM;
    }
    for (Level level : Level.values()) {
      if (level.name().equals(text.toUpperCase(Locale.ROOT))) {
        return level;
      }
    }
    throw new Refused("level '" + text + "' is not known; known: " + List.of(Level.values()));
  }

  private static Logsource logsource(Map<?, ?> document) {
    if (!(document.get("logsource") instanceof Map<?, ?> source)) {
      throw new Refused("it lacks its 'logsource'");
    }
    Logsource logsource =
        new Logsource(text(source, "category"), text(source, "product"), text(source, "service"));
    if (logsource.equals(new Logsource("", "", ""))) {
      throw new Refused("its logsource names neither category, product nor service");
    }
    return logsource;
  }

  static String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? "" : plain(key, value).strip();
  }

  static List<String> texts(@Nullable Object value) {
    if (value instanceof List<?> many) {
      return many.stream().map(each -> plain("a list", each)).toList();
    }
    return value == null ? List.of() : List.of(plain("a field", value));
  }

  /** Maps and lists are no text: spelled out they may be of any length. */
  static String plain(String what, @Nullable Object value) {
    if (value instanceof Map || value instanceof Collection) {
      throw new Refused("'" + what + "' must hold text, and holds a map or a list");
    }
    return String.valueOf(value);
  }
}
