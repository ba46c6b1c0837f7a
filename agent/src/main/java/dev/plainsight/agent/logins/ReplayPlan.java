package dev.plainsight.agent.logins;

import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.Limits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * How a file will be replayed: everything that shapes the batches, taken from the file and the
 * command alone, so that any machine makes the same bytes of it.
 *
 * @param year of the file's first line
 * @param isGuessed the year was inferred from the file's time
 * @param epoch of format, device, first line and year: a replay is one start of one device
 */
public record ReplayPlan(
    Path file, String deviceId, int year, boolean isGuessed, ZoneId zone, long epoch) {
  private static final long EPOCH_MASK = (1L << 47) - 1;

  /**
   * Reads the file once to see its device and year.
   *
   * @param year of the first line; empty: the newest that no line contradicts
   * @param device empty: the host the log names
   * @param zone of stamps that name none
   * @throws IOException where the file cannot be read, is no log, or no year fits; the message says
   *     what to do
   */
  public static ReplayPlan of(Path file, OptionalInt year, Optional<String> device, ZoneId zone)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no such file: " + file);
    }
    Years.Guess guess = new Years.Guess(Files.getLastModifiedTime(file).toMillis(), zone);
    String first = null;
    String host = null;
    try (InputStream in = open(file)) {
      LineReader lines = new LineReader(in, 0);
      for (String line = next(lines); line != null; line = next(lines)) {
        first = first == null ? line : first;
        Optional<SyslogLine> parsed = SyslogLine.parse(line);
        parsed.ifPresent(good -> guess.see(good.stamp()));
        host = host == null ? parsed.map(SyslogLine::host).orElse(null) : host;
      }
    }
    if (first == null || host == null) {
      throw new IOException(file + " has no line with a time stamp and a host: not a syslog file");
    }
    int base = year.isPresent() ? year.getAsInt() : inferred(guess, file);
    String deviceId = device.orElse(deviceId(host));
    if (!Limits.isDeviceId(deviceId)) {
      throw new IOException(
          "device '"
              + deviceId
              + "': only letters, digits, '.', '_', '-', at most 128; use --device");
    }
    return new ReplayPlan(file, deviceId, base, year.isEmpty(), zone, epoch(deviceId, first, base));
  }

  private static int inferred(Years.Guess guess, Path file) throws IOException {
    return guess
        .year()
        .orElseThrow(
            () ->
                new IOException(
                    file + ": no year fits all its dates and the file's time; give --year"));
  }

  private static String deviceId(String host) {
    String safe = host.replaceAll("[^A-Za-z0-9._-]", "_");
    return safe.length() > 128 ? safe.substring(0, 128) : safe;
  }

  private static long epoch(String deviceId, String firstLine, int year) {
    String text = "auth-log\n" + deviceId + "\n" + firstLine + "\n" + year;
    byte[] hash = HashChain.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(hash).getLong() & EPOCH_MASK) + 1;
  }

  /** The file's lines; a rotated log may be gzipped. */
  static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  static @Nullable String next(LineReader lines) throws IOException {
    String line = lines.next();
    return line == null ? lines.rest() : line;
  }
}
