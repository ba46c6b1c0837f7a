package dev.plainsight.agent.logins;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines and knows at which byte each ends, so that reading can go on there. Bytes that are
 * not UTF-8 become replacement characters; of an over-long line only the beginning is kept, which
 * {@link AuthLog} then refuses by its length.
 */
final class LineReader {
  private final InputStream in;
  private final byte[] buffer = new byte[8_192];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int end;
  private long offset;
  private long lineEnd;

  LineReader(InputStream in, long offset) {
    this.in = in;
    this.offset = offset;
    this.lineEnd = offset;
  }

  /** The next whole line, without its end; null where there is none (yet). */
  @Nullable String next() throws IOException {
    while (true) {
      if (at == end) {
        end = Math.max(0, in.read(buffer));
        at = 0;
        if (end == 0) {
          return null;
        }
      }
      byte next = buffer[at++];
      offset++;
      if (next == '\n') {
        lineEnd = offset;
        return taken();
      }
      if (line.size() <= AuthLog.LINE_CHARS_MAX) {
        line.write(next);
      }
    }
  }

  /** What stands behind the last end of a line; null where nothing does. */
  @Nullable String rest() {
    lineEnd = offset;
    return line.size() == 0 ? null : taken();
  }

  private String taken() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** The byte behind the last line given. */
  long offset() {
    return lineEnd;
  }
}
