package dev.plainsight.detect.sigma;

import dev.plainsight.contract.avro.ActivityEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What our events, and Windows' own, are called in Sigma: the resource {@code sigma/taxonomy.yaml},
 * which says how it is written, and what users add to it. One that cannot be meant so is refused as
 * a whole, with an {@link IllegalArgumentException} for its writer.
 */
public final class Taxonomy {
  private static final String PUBLISHED = "/sigma/taxonomy.yaml";

  /** Room for the fields of an event under two names each. */
  private static final int FIELDS = 96;

  /** What one kind of event is called. */
  private record Name(
      Map<String, List<Glob>> when, List<Logsource> logsources, Map<String, Template> fields) {
    boolean fits(Map<String, Object> event) {
      return when.entrySet().stream()
          .allMatch(each -> fits(each.getValue(), event.get(each.getKey())));
    }

    private static boolean fits(List<Glob> wanted, @Nullable Object value) {
      String text = value == null ? "" : value.toString().toLowerCase(Locale.ROOT);
      return wanted.stream().anyMatch(glob -> glob.matches(text));
    }

    void name(Map<String, Object> event, Map<String, Object> into) {
      fields.forEach(
          (field, template) -> {
            Object value = template.filled(event);
            if (value != null) {
              into.putIfAbsent(field, value);
            }
          });
    }
  }

  private final Map<String, List<Name>> own;
  private final Map<String, List<Name>> windows;

  private Taxonomy(Map<String, List<Name>> own, Map<String, List<Name>> windows) {
    this.own = own;
    this.windows = windows;
  }

  /** As shipped. */
  public static Taxonomy published() {
    try (InputStream in = Taxonomy.class.getResourceAsStream(PUBLISHED)) {
      if (in == null) {
        throw new IllegalStateException("this jar lacks " + PUBLISHED);
      }
      Taxonomy empty = new Taxonomy(Map.of(), Map.of());
      return empty.with(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(PUBLISHED, e);
    }
  }

  /** This and more names; the added ones of our own events are tried first. */
  public Taxonomy with(String yaml) {
    try {
      return with(map("the taxonomy", parsed(yaml)));
    } catch (Refused e) {
      throw wrong(e.reason());
    }
  }

  private Taxonomy with(Map<?, ?> root) {
    Map<String, List<Name>> allOwn = new HashMap<>(own);
    Map<String, List<Name>> allWindows = new HashMap<>(windows);
    for (Object key : root.keySet()) {
      if (!key.equals("own") && !key.equals("windows")) {
        throw wrong("it has the unknown key '" + key + "'; known: own, windows");
      }
    }
    for (Object entry : entries("own", root)) {
      addOwn(map("an entry of 'own'", entry), allOwn);
    }
    for (Object entry : entries("windows", root)) {
      addWindows(map("an entry of 'windows'", entry), allWindows);
    }
    Map<String, List<Name>> added = new HashMap<>();
    allOwn.forEach(
        (kind, names) -> added.put(kind, newFirst(names, own.getOrDefault(kind, List.of()))));
    return new Taxonomy(added, allWindows);
  }

  private static List<Name> newFirst(List<Name> all, List<Name> old) {
    List<Name> names = new ArrayList<>(all.subList(old.size(), all.size()));
    names.addAll(old);
    return names;
  }

  private static @Nullable Object parsed(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      return new Yaml(new SafeConstructor(options)).load(yaml);
    } catch (YAMLException e) {
      throw wrong("it is " + Documents.notYaml(e));
    }
  }

  private static void addOwn(Map<?, ?> entry, Map<String, List<Name>> into) {
    String kind = RuleParser.text(entry, "event");
    if (ActivityEvent.SCHEMA$.getField(kind) == null) {
      throw wrong("'" + kind + "' is no kind of event");
    }
    Name name = name(entry, new Logsource("", "", ""));
    List<Logsource> sources = new ArrayList<>(List.of(ownSource(kind)));
    sources.addAll(name.logsources());
    add(kind, new Name(name.when(), List.copyOf(sources), name.fields()), into);
  }

  private static void addWindows(Map<?, ?> entry, Map<String, List<Name>> into) {
    String channel = RuleParser.text(entry, "channel");
    Logsource source = new Logsource("", "windows", RuleParser.text(entry, "service"));
    add(key(channel, ""), new Name(Map.of(), List.of(source), Map.of()), into);
    Object events = entry.get("events");
    if (events != null) {
      map("'events' of " + channel, events)
          .forEach(
              (id, names) -> {
                for (Object name : names instanceof List<?> many ? many : List.of(names)) {
                  Name read = name(map("event " + id + " of " + channel, name), source);
                  add(key(channel, id.toString()), read, into);
                }
              });
    }
  }

  private static void add(String key, Name name, Map<String, List<Name>> into) {
    List<Name> names = new ArrayList<>(into.getOrDefault(key, List.of()));
    names.add(name);
    into.put(key, names);
  }

  private static Name name(Map<?, ?> entry, Logsource from) {
    Map<String, List<Glob>> when = new LinkedHashMap<>();
    optional("when", entry).forEach((field, wanted) -> when.put(field.toString(), globs(wanted)));
    Map<String, Template> fields = new LinkedHashMap<>();
    optional("fields", entry)
        .forEach(
            (field, value) ->
                fields.put(field.toString(), Template.parse(RuleParser.plain("fields", value))));
    List<Logsource> sources = new ArrayList<>();
    if (entry.get("category") != null) {
      sources.add(new Logsource(RuleParser.text(entry, "category"), from.product(), ""));
    }
    if (entry.get("logsources") != null) {
      for (Object each : list("logsources", entry.get("logsources"))) {
        Map<?, ?> source = map("a logsource", each);
        sources.add(
            new Logsource(
                RuleParser.text(source, "category"),
                RuleParser.text(source, "product"),
                RuleParser.text(source, "service")));
      }
    }
    return new Name(when, List.copyOf(sources), fields);
  }

  private static Map<?, ?> optional(String key, Map<?, ?> entry) {
    Object value = entry.get(key);
    return value == null ? Map.of() : map("'" + key + "'", value);
  }

  private static List<Glob> globs(Object wanted) {
    return RuleParser.texts(wanted).stream()
        .map(text -> Glob.parse(text).forMatching(false))
        .toList();
  }

  private static Map<?, ?> map(String what, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(what + " must be a map");
  }

  private static List<?> entries(String key, Map<?, ?> root) {
    return root.containsKey(key) ? list(key, root.get(key)) : List.of();
  }

  private static List<?> list(String what, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong("'" + what + "' must be a list");
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("sigma taxonomy: " + what);
  }

  /** One of our events, by the name it has here and by those of the first entry that fits it. */
  public SigmaEvent event(String deviceId, ActivityEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>(FIELDS);
    fields.put("device_id", deviceId);
    String kind = OwnFields.read(event, fields);
    for (Name name : own.getOrDefault(kind, List.of())) {
      if (name.fits(fields)) {
        name.name(fields, fields);
        return new SigmaEvent(name.logsources(), fields);
      }
    }
    return new SigmaEvent(List.of(ownSource(kind)), fields);
  }

  private static Logsource ownSource(String kind) {
    return new Logsource(kind, "plainsight", "");
  }

  /** An event of a Windows log as JSON, in the form of its XML or flat, by all names that fit. */
  public SigmaEvent windows(Map<String, ?> json) {
    Map<String, Object> fields = WindowsFields.read(json);
    String channel = String.valueOf(fields.getOrDefault("Channel", ""));
    String id = String.valueOf(fields.getOrDefault("EventID", ""));
    List<Logsource> sources = new ArrayList<>();
    for (String key : List.of(key(channel, ""), key(channel, id))) {
      for (Name name : windows.getOrDefault(key, List.of())) {
        if (name.fits(fields)) {
          sources.addAll(name.logsources());
          name.name(fields, fields);
        }
      }
    }
    if (sources.isEmpty()) {
      sources.add(new Logsource("", "windows", ""));
    }
    return new SigmaEvent(sources, fields);
  }

  private static String key(String channel, String id) {
    return channel.toLowerCase(Locale.ROOT) + "\n" + id;
  }
}
