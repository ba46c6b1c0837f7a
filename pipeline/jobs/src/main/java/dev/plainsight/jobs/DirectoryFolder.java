package dev.plainsight.jobs;

import dev.plainsight.detect.surroundings.DirectoryImport;
import dev.plainsight.detect.surroundings.Refusal;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of lists as IT exports them: {@code sites.csv}, {@code people.csv} and so on, and what
 * can be said of it before anything is published.
 *
 * @param read what came of the lists
 * @param troubles files that could not be read, and files that are no list
 */
record DirectoryFolder(DirectoryImport.Result read, List<String> troubles) {

  static DirectoryFolder of(Path folder) throws IOException {
    Map<String, String> lists = new HashMap<>();
    List<String> troubles = new ArrayList<>();
    for (String list : DirectoryImport.LISTS) {
      Path file = folder.resolve(list + ".csv");
      try {
        if (Files.exists(file)) {
          lists.put(list, Files.readString(file));
        }
      } catch (CharacterCodingException e) {
        troubles.add(file.getFileName() + " is not UTF-8; save it as UTF-8");
      }
    }
    for (String other : others(folder)) {
      troubles.add(other + " is not read; lists are " + String.join(", ", DirectoryImport.LISTS));
    }
    return new DirectoryFolder(DirectoryImport.of(lists), List.copyOf(troubles));
  }

  private static List<String> others(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName() + "")
          .filter(name -> name.endsWith(".csv"))
          .filter(name -> !DirectoryImport.LISTS.contains(name.replace(".csv", "")))
          .sorted()
          .toList();
    }
  }

  /** Rows taken by list, then each refusal, then what stands in the way of publishing. */
  List<String> report(boolean acceptPartial) {
    List<String> lines = new ArrayList<>();
    for (String list : DirectoryImport.LISTS) {
      lines.add(String.format(Locale.ROOT, "%-9s %s", list, counted(list)));
    }
    read.refusals().stream().map(Refusal::told).forEach(lines::add);
    lines.addAll(troubles);
    lines.addAll(obstacles(acceptPartial));
    return lines;
  }

  private String counted(String list) {
    Integer taken = read.taken().get(list);
    if (taken == null) {
      return "missing";
    }
    long refused = read.refusals().stream().filter(each -> each.file().equals(list)).count();
    return taken + " rows taken" + (refused == 0 ? "" : ", " + refused + " refused");
  }

  /** Why it must not be published; empty where it may. */
  List<String> obstacles(boolean acceptPartial) {
    List<String> obstacles = new ArrayList<>();
    for (String list : read.missing()) {
      obstacles.add(
          "nothing is published: the list %s is missing; where there is nothing in it, give %s.csv with its header %s"
              .formatted(list, list, DirectoryImport.columns(list)));
    }
    int refused = read.refusals().size();
    if (refused > 0 && !acceptPartial) {
      obstacles.add(
          "nothing is published: %d %s refused; mend what is named above, or take the others with --accept-partial"
              .formatted(refused, refused == 1 ? "row was" : "rows were"));
    }
    return obstacles;
  }
}
