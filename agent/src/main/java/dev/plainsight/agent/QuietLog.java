package dev.plainsight.agent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line a record on standard error; of the libraries only what is wrong. */
final class QuietLog {
  /** Kept, or the settings would be collected with them. */
  private static final List<Logger> LIBRARIES =
      List.of(Logger.getLogger("org.apache"), Logger.getLogger("oshi"));

  private QuietLog() {}

  static void install() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler lines = new ConsoleHandler();
    lines.setFormatter(
        new Formatter() {
          @Override
          public String format(LogRecord told) {
            Instant at = told.getInstant().truncatedTo(ChronoUnit.SECONDS);
            Throwable thrown = told.getThrown();
            String cause = thrown == null ? "" : ": " + thrown;
            return at + " " + told.getLevel() + " " + formatMessage(told) + cause + "\n";
          }
        });
    root.addHandler(lines);
    LIBRARIES.forEach(logger -> logger.setLevel(Level.SEVERE));
  }
}
