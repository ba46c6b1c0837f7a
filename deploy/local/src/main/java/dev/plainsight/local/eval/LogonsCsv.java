package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Device;
import dev.plainsight.contract.avro.DeviceAction;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logons or devices of a CSV file, a line at a time: columns {@code id,date,user,pc,activity} in
 * any order, others passed over. A line that cannot be meant so stops the reading, by file, line
 * and column. Times are UTC.
 */
final class LogonsCsv implements AutoCloseable {
  /** An event and the computer it is of. */
  record Line(String deviceId, ActivityEvent event) {}

  private static final List<DateTimeFormatter> DATES =
      List.of(
          date("MM/dd/uuuu HH:mm:ss"), date("uuuu-MM-dd HH:mm:ss"), date("uuuu-MM-dd'T'HH:mm:ss"));

  private final Path file;
  private final BufferedReader reader;
  private final Map<String, Integer> columns = new HashMap<>();
  private int line;
  private long chars;

  private LogonsCsv(Path file, List<String> wanted) throws IOException {
    this.file = file;
    this.reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    List<String> header = fields();
    if (header == null) {
      throw new IOException(file + " is empty; it must begin with a line of columns");
    }
    for (int i = 0; i < header.size(); i++) {
      columns.put(header.get(i).strip().toLowerCase(Locale.ROOT), i);
    }
    for (String column : wanted) {
      if (!columns.containsKey(column)) {
        throw new IOException(
            "%s, line 1: no column '%s'; there are %s".formatted(file, column, header));
      }
    }
  }

  private static DateTimeFormatter date(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** A file of logons or devices. */
  static LogonsCsv open(Path file) throws IOException {
    return new LogonsCsv(file, List.of("date", "user", "pc", "activity"));
  }

  /** Users who did something, from when to when: columns user, start, end. */
  static List<Label> labels(Path file) throws IOException {
    List<Label> labels = new ArrayList<>();
    try (LogonsCsv csv = new LogonsCsv(file, List.of("user", "start", "end"))) {
      for (List<String> row = csv.fields(); row != null; row = csv.fields()) {
        labels.add(
            new Label(csv.text("user", row), csv.timeMs("start", row), csv.timeMs("end", row)));
      }
    }
    return labels;
  }

  /** Who did something, and when. */
  record Label(String user, long fromMs, long toMs) {}

  /** The next event; null at the end of the file. */
  @Nullable Line next() throws IOException {
    List<String> row = fields();
    if (row == null) {
      return null;
    }
    long atMs = timeMs("date", row);
    String user = text("user", row);
    ActivityEvent.Builder event =
        ActivityEvent.newBuilder().setOccurredAt(atMs).setEndedAt(atMs).setUser(user);
    String activity = text("activity", row);
    switch (activity.toLowerCase(Locale.ROOT)) {
      case "logon" -> event.setLogon(logon(user, LogonAction.LOGON));
      case "logoff" -> event.setLogon(logon(user, LogonAction.LOGOFF));
      case "connect" -> event.setDevice(storage(DeviceAction.ATTACH));
      case "disconnect" -> event.setDevice(storage(DeviceAction.DETACH));
      default ->
          throw refused("activity", activity, "it must be Logon, Logoff, Connect or Disconnect");
    }
    return new Line(text("pc", row), event.build());
  }

  private static Logon logon(String user, LogonAction action) {
    return Logon.newBuilder()
        .setAction(action)
        .setLogonType(LogonType.CONSOLE)
        .setTargetUser(user)
        .setOutcome(Outcome.SUCCESS)
        .build();
  }

  private static Device storage(DeviceAction action) {
    return Device.newBuilder().setAction(action).setDeviceClass("storage").build();
  }

  private String text(String column, List<String> row) throws IOException {
    int at = columns.getOrDefault(column, -1);
    String text = at < row.size() ? row.get(at).strip() : "";
    if (text.isEmpty()) {
      throw refused(column, text, "it must not be empty");
    }
    return text;
  }

  private long timeMs(String column, List<String> row) throws IOException {
    String text = text(column, row);
    for (DateTimeFormatter format : DATES) {
      try {
        return LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC).toEpochMilli();
      } catch (DateTimeParseException e) {
        // Another format may do.
      }
    }
    throw refused(column, text, "write it like 01/31/2010 08:15:00 or 2010-01-31 08:15:00");
  }

  private IOException refused(String column, String value, String wanted) {
    return new IOException(
        "%s, line %d, column %s: '%s'; %s".formatted(file, line, column, value, wanted));
  }

  /** The fields of the next line that is not empty; quoted ones may hold commas. */
  private @Nullable List<String> fields() throws IOException {
    String text = reader.readLine();
    line++;
    while (text != null && text.isBlank()) {
      text = reader.readLine();
      line++;
    }
    if (text == null) {
      return null;
    }
    chars += text.length() + 1;
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new IOException("%s, line %d: a quote is not closed".formatted(file, line));
    }
    fields.add(field.toString());
    return fields;
  }

  /** About how many bytes were read. */
  long chars() {
    return chars;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
