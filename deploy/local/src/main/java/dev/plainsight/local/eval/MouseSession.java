package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.presence.SliceBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A recorded mouse session as the agent would have sliced it. The file is CSV, gzipped or not:
 * {@code record timestamp,client timestamp,button,state,x,y}, times in seconds from the start;
 * state Move, Drag, Pressed, Released, or Up and Down with button Scroll.
 *
 * @param name of the file
 */
record MouseSession(String name, List<ActivityEvent> slices) {
  /** Sessions are laid on this instant: 2026-03-02T09:00:00Z. */
  static final long STARTS_MS = 1_772_442_000_000L;

  private static final int FIELDS = 6;

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.csv(\\.gz)?"))
          .sorted()
          .toList();
    }
  }

  static MouseSession read(Path file) throws IOException {
    List<ActivityEvent> slices = new ArrayList<>();
    SliceBuilder session =
        new SliceBuilder("someone", "1", SliceBuilder.IDLE_AFTER_MS_DEFAULT, slices::add);
    int line = 1;
    try (BufferedReader reader = open(file)) {
      reader.readLine();
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        play(text.split(",", -1), session);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + ", line " + line + " is no recorded input: " + e.getMessage(), e);
    }
    session.stop();
    return new MouseSession(file.getFileName().toString(), slices);
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes,
            StandardCharsets.UTF_8),
        1 << 16);
  }

  private static void play(String[] fields, SliceBuilder session) {
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(fields.length + " fields; it must have " + FIELDS);
    }
    long atMs = STARTS_MS + Math.round(Double.parseDouble(fields[1]) * 1_000);
    switch (fields[3]) {
      case "Move", "Drag" ->
          session.motion(
              atMs,
              Integer.parseInt(fields[4]),
              Integer.parseInt(fields[5]),
              fields[3].equals("Drag"),
              false);
      case "Pressed" -> session.click(atMs, false);
      case "Up", "Down" -> session.wheel(atMs);
      case "Released" -> session.tick(atMs);
      default -> throw new IllegalArgumentException("state '" + fields[3] + "'");
    }
  }

  long startMs() {
    return slices.get(0).getOccurredAt();
  }

  long endMs() {
    return slices.get(slices.size() - 1).getEndedAt();
  }
}
