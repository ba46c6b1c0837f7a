package dev.plainsight.agent.logins;

import dev.plainsight.agent.Collector;
import dev.plainsight.agent.Recorder;
import dev.plainsight.contract.avro.ActivityEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an authentication log as it grows; after a kill it goes on behind the last durable line.
 */
public final class AuthLogTail implements Collector {
  private static final int LINES_MAX = 2_000;

  private final String cursor;
  private final Recorder recorder;
  private final Follower file;
  private final AuthLog log;
  private @Nullable LineReader lines;
  private boolean isNew = true;
  private long nowMs;
  private long read;
  private long unreadable;

  /** Opens nothing yet. */
  public AuthLogTail(Path path, ZoneId zone, Recorder recorder) {
    this.cursor = "auth-log:" + path;
    this.recorder = recorder;
    this.file = new Follower(path);
    this.log = new AuthLog(stamp -> Years.live(stamp, nowMs, zone));
  }

  /** Whether the file can be read; then what it tells need not be taken from elsewhere. */
  public boolean isOpen() {
    return lines != null || open();
  }

  @Override
  public void poll(long now) {
    nowMs = now;
    if (!isOpen()) {
      return;
    }
    try {
      readOn();
    } catch (IOException e) {
      file.close();
      lines = null;
    }
    List<ActivityEvent> late = log.release(nowMs, false);
    if (lines != null) {
      recorder.record(late, cursor, at(lines));
    }
  }

  private boolean open() {
    Optional<String> saved = recorder.cursor(cursor);
    Optional<Long> offset = file.open(saved.map(text -> text.split("\n", 2)[0]));
    InputStream stream = file.stream();
    if (offset.isEmpty() || stream == null) {
      return false;
    }
    lines = new LineReader(stream, offset.get());
    if (isNew) {
      saved.map(text -> text.substring(text.indexOf('\n') + 1)).ifPresent(log::restore);
      isNew = false;
    }
    return true;
  }

  private void readOn() throws IOException {
    for (int left = LINES_MAX; left > 0 && lines != null; left--) {
      String line = lines.next();
      if (line != null) {
        take(line, lines);
      } else if (!movedOn()) {
        return;
      }
    }
  }

  private boolean movedOn() {
    InputStream before = file.stream();
    if (!file.movesOn() || file.stream() == before) {
      return false;
    }
    InputStream next = file.stream();
    lines = next == null ? null : new LineReader(next, 0);
    return true;
  }

  private void take(String line, LineReader from) {
    Parsed parsed = log.read(line);
    read++;
    unreadable += parsed.isReadable() ? 0 : 1;
    if (!parsed.events().isEmpty()) {
      recorder.record(parsed.events(), cursor, at(from));
    }
  }

  /** Place and memory, in one. */
  private String at(LineReader from) {
    return file.inode() + ":" + from.offset() + "\n" + log.save();
  }

  @Override
  public String problem() {
    return file.problem();
  }

  /** Lines read, and of those the ones that could not be understood. */
  public String counts() {
    return "auth-log lines " + read + ", unreadable " + unreadable;
  }

  @Override
  public void close() {
    file.close();
    lines = null;
  }
}
