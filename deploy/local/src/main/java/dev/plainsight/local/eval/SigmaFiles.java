package dev.plainsight.local.eval;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plainsight.contract.TextFiles;
import dev.plainsight.detect.sigma.RuleText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Sigma rules and recorded events from folders, zip files and plain files. */
final class SigmaFiles {
  private static final Pattern RULES = Pattern.compile(".*\\.ya?ml");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> EVENT = new TypeReference<>() {};

  /** What is done with the content of a file. */
  private interface Reader {
    void read(String name, InputStream content) throws IOException;
  }

  private SigmaFiles() {}

  /** All {@code .yml} and {@code .yaml} below a folder or in a zip file, by name. */
  static List<RuleText> rules(Path place) throws IOException {
    List<RuleText> texts = new ArrayList<>();
    TextFiles.read(place, RULES).forEach((name, text) -> texts.add(new RuleText(name, text)));
    if (texts.isEmpty()) {
      throw new IOException("--sigma-rules " + place + " holds no .yml file");
    }
    return texts;
  }

  /**
   * All JSON objects of a file, of the files in a zip file or below a folder, one after another.
   */
  static List<Map<String, Object>> events(Path place) throws IOException {
    List<Map<String, Object>> events = new ArrayList<>();
    each(
        place,
        "json|ndjson|jsonl",
        (name, content) -> {
          try (MappingIterator<Map<String, Object>> all =
              JSON.readerFor(EVENT).readValues(content)) {
            all.forEachRemaining(events::add);
          }
        });
    return events;
  }

  private static void each(Path place, String ending, Reader reader) throws IOException {
    if (place.toString().endsWith(".zip")) {
      zipped(place, ending, reader);
    } else if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(each -> is(each.toString(), ending)).sorted().toList()) {
          read(place.relativize(file).toString(), Files.readAllBytes(file), reader);
        }
      }
    } else {
      read(String.valueOf(place.getFileName()), Files.readAllBytes(place), reader);
    }
  }

  private static void zipped(Path place, String ending, Reader reader) throws IOException {
    try (ZipFile zip = new ZipFile(place.toFile())) {
      for (ZipEntry entry : zip.stream().filter(each -> is(each.getName(), ending)).toList()) {
        try (InputStream content = zip.getInputStream(entry)) {
          reader.read(entry.getName(), content);
        }
      }
    }
  }

  private static boolean is(String name, String ending) {
    return name.matches(".*\\.(" + ending + ")");
  }

  private static void read(String name, byte[] content, Reader reader) throws IOException {
    try (InputStream in = new ByteArrayInputStream(content)) {
      reader.read(name, in);
    }
  }
}
