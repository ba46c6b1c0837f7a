package dev.plainsight.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The state of all parts as a small file, so that another process can tell and end them. */
final class PartsFile {
  /**
   * One line of {@code status}.
   *
   * @param startedAt ms since 1970 UTC of the process: with the pid it tells ours from a stranger
   */
  record Entry(String name, long pid, long startedAt, int port, int restarts, String state) {
    /** The very process, if it still lives. */
    Optional<ProcessHandle> process() {
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
    }

    private boolean isSame(ProcessHandle handle) {
      // The OS tells the start to a hundredth of a second.
      return handle
          .info()
          .startInstant()
          .map(at -> Math.abs(at.toEpochMilli() - startedAt) < 1_000)
          .orElse(false);
    }
  }

  private final Path file;

  PartsFile(Path file) {
    this.file = file;
  }

  void write(long supervisorPid, Collection<Entry> entries) throws IOException {
    Properties lines = new Properties();
    lines.setProperty("supervisor", supervisorPid + " " + startOf(supervisorPid));
    for (Entry entry : entries) {
      lines.setProperty(
          "part." + entry.name(),
          String.join(
              " ",
              Long.toString(entry.pid()),
              Long.toString(entry.startedAt()),
              Integer.toString(entry.port()),
              Integer.toString(entry.restarts()),
              entry.state()));
    }
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try (Writer out = Files.newBufferedWriter(draft)) {
      lines.store(out, "written by the supervisor");
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  List<Entry> read() throws IOException {
    List<Entry> entries = new ArrayList<>();
    Properties lines = load();
    for (String key : lines.stringPropertyNames()) {
      if (key.startsWith("part.")) {
        entries.add(entry(key.substring("part.".length()), lines.getProperty(key)));
      }
    }
    entries.sort(java.util.Comparator.comparingLong(Entry::startedAt));
    return entries;
  }

  /** The process that watches over the parts, if it lives; never a stranger under its old pid. */
  Optional<ProcessHandle> supervisor() throws IOException {
    String line = load().getProperty("supervisor");
    if (line == null) {
      return Optional.empty();
    }
    String[] words = line.split(" ", 2);
    return new Entry("supervisor", Long.parseLong(words[0]), Long.parseLong(words[1]), 0, 0, "up")
        .process();
  }

  private static long startOf(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().startInstant())
        .map(Instant::toEpochMilli)
        .orElse(0L);
  }

  private Properties load() throws IOException {
    Properties lines = new Properties();
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        lines.load(in);
      }
    }
    return lines;
  }

  private static Entry entry(String name, String line) {
    String[] words = line.split(" ", 5);
    return new Entry(
        name,
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]),
        words[4]);
  }
}
