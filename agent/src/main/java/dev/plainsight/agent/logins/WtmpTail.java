package dev.plainsight.agent.logins;

import dev.plainsight.agent.Collector;
import dev.plainsight.agent.Recorder;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads wtmp or btmp as it grows. Where the authentication log is read, only the console's logins
 * are taken from here: every other way in is told there already, with its method.
 */
public final class WtmpTail implements Collector {
  private static final int RECORDS_MAX = 1_000;
  private static final int OPEN_MAX = 128;

  private static final Logger LOG = Logger.getLogger(WtmpTail.class.getName());

  private final Path path;
  private final String cursor;
  private final boolean isFailures;
  private final BooleanSupplier hasAuthLog;
  private final Recorder recorder;
  private final Follower file;
  private final Map<String, String> open = new LinkedHashMap<>();
  private @Nullable InputStream in;
  private long offset;
  private boolean isNew = true;
  private int filled;
  private long damaged;
  private long lastDamagedAt;
  private final byte[] record = new byte[UtmpRecord.BYTES];

  /**
   * Opens nothing yet.
   *
   * @param isFailures the file is btmp: each record is a failed login
   * @param hasAuthLog whether the authentication log is read
   */
  public WtmpTail(Path path, boolean isFailures, BooleanSupplier hasAuthLog, Recorder recorder) {
    this.path = path;
    this.cursor = "wtmp:" + path;
    this.isFailures = isFailures;
    this.hasAuthLog = hasAuthLog;
    this.recorder = recorder;
    this.file = new Follower(path);
  }

  @Override
  public void poll(long nowMs) {
    try {
      for (int left = RECORDS_MAX; left > 0 && isOpen() && (isRead(nowMs) || movedOn()); left--) {}
    } catch (IOException e) {
      close();
      file.failed(e);
    }
  }

  private boolean isOpen() {
    if (in == null) {
      Optional<String> saved = recorder.cursor(cursor);
      offset = file.open(saved.map(text -> text.split("\n", 2)[0])).orElse(0L);
      in = file.stream();
      filled = 0;
      if (in != null && isNew) {
        saved.ifPresent(this::restore);
        isNew = false;
      }
    }
    return in != null;
  }

  private boolean isRead(long nowMs) throws IOException {
    InputStream from = in;
    int more = from == null ? -1 : from.readNBytes(record, filled, UtmpRecord.BYTES - filled);
    filled += Math.max(0, more);
    if (filled < UtmpRecord.BYTES) {
      return false;
    }
    filled = 0;
    offset += UtmpRecord.BYTES;
    if (UtmpRecord.isDamaged(record, nowMs)) {
      skip();
    } else {
      take(UtmpRecord.of(record));
    }
    return true;
  }

  /** One made-up time would have the whole batch refused, so what is damaged goes no further. */
  private void skip() {
    damaged++;
    lastDamagedAt = offset - UtmpRecord.BYTES;
    if (damaged == 1) {
      LOG.warning(damage());
    }
  }

  private String damage() {
    return "%s: %d damaged records left out, the last at byte %d; look with: utmpdump %s"
        .formatted(path, damaged, lastDamagedAt, path);
  }

  private boolean movedOn() {
    if (!file.movesOn()) {
      return false;
    }
    in = file.stream();
    offset = 0;
    filled = 0;
    return in != null;
  }

  private void take(UtmpRecord entry) {
    if (!entry.isConsole() && hasAuthLog.getAsBoolean()) {
      return;
    }
    Optional<ActivityEvent> event = isFailures ? Optional.of(failed(entry)) : session(entry);
    event.ifPresent(told -> recorder.record(List.of(told), cursor, at()));
  }

  private Optional<ActivityEvent> session(UtmpRecord entry) {
    if (entry.kind() == UtmpRecord.Kind.USER) {
      if (open.size() < OPEN_MAX) {
        open.put(entry.line(), entry.user());
      }
      return Optional.of(event(entry, LogonAction.LOGON, entry.user()));
    }
    String user = entry.kind() == UtmpRecord.Kind.DEAD ? open.remove(entry.line()) : null;
    return user == null ? Optional.empty() : Optional.of(event(entry, LogonAction.LOGOFF, user));
  }

  private static ActivityEvent failed(UtmpRecord entry) {
    return event(entry, LogonAction.FAILED, entry.user());
  }

  private static ActivityEvent event(UtmpRecord entry, LogonAction action, String user) {
    LogonType type = entry.isConsole() ? LogonType.CONSOLE : LogonType.SSH;
    String source = entry.ip().isEmpty() ? entry.host() : entry.ip();
    Logon.Builder logon = Logins.from(Logins.logon(action, type, "login", user), source);
    String who = action == LogonAction.FAILED ? "" : user;
    return Logins.event(entry.atMs(), who, entry.line(), logon);
  }

  private String at() {
    StringBuilder saved = new StringBuilder(file.inode() + ":" + offset);
    open.forEach((line, user) -> saved.append('\n').append(line).append('\t').append(user));
    return saved.toString();
  }

  private void restore(String saved) {
    for (String line : saved.split("\n", -1)) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 2) {
        open.put(parts[0], parts[1]);
      }
    }
  }

  @Override
  public String problem() {
    return file.problem().isEmpty() && damaged > 0 ? damage() : file.problem();
  }

  @Override
  public void close() {
    file.close();
    in = null;
  }
}
