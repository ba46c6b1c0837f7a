package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.RuleBook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * How often the work-faking rules are wrong about people: windows of 15 minutes, a new one every 5,
 * of recorded sessions, and how many of them lie within a finding.
 */
final class HumanScore {
  static final List<String> RULES =
      RuleBook.published().rules().stream()
          .map(Rule::id)
          .filter(id -> id.startsWith("WF"))
          .toList();
  private static final long MINUTE_MS = 60_000;
  private static final long WINDOW_MS = 15 * MINUTE_MS;
  private static final long SLIDE_MS = 5 * MINUTE_MS;
  private static final int BUSY_MINUTES = 12;

  int sessions;
  double hours;
  int windows;
  int busyWindows;
  final Map<String, Integer> falseWindows = new TreeMap<>();
  final Map<String, Integer> falseSessions = new TreeMap<>();
  Speed speed = Speed.NONE;

  static HumanScore of(Path folder) throws IOException {
    HumanScore score = new HumanScore();
    List<Path> files = MouseSession.files(folder);
    if (files.isEmpty()) {
      throw new IOException("no session (*.csv, *.csv.gz) in " + folder);
    }
    Progress progress = new Progress("people", files.size());
    for (Path file : files) {
      score.add(MouseSession.read(file));
      progress.step();
    }
    return score;
  }

  private void add(MouseSession session) {
    if (session.slices().isEmpty()) {
      return;
    }
    Fold fold = new Fold();
    session.slices().forEach(slice -> fold.add("recorded", slice));
    sessions++;
    hours += (session.endMs() - session.startMs()) / 3_600_000.0;
    Set<Long> active = activeMinutes(session.slices());
    for (long fromMs = session.startMs();
        fromMs + WINDOW_MS <= session.endMs();
        fromMs += SLIDE_MS) {
      windows++;
      busyWindows += isBusy(fromMs, active) ? 1 : 0;
      count(fold, fromMs);
    }
    speed = speed.plus(fold.speed());
    for (String rule : RULES) {
      falseSessions.merge(rule, fold.standing(rule).isEmpty() ? 0 : 1, Integer::sum);
    }
  }

  private void count(Fold fold, long fromMs) {
    for (String rule : RULES) {
      boolean hit = fold.standing(rule).stream().anyMatch(finding -> isWithin(finding, fromMs));
      falseWindows.merge(rule, hit ? 1 : 0, Integer::sum);
    }
  }

  private static boolean isWithin(Finding finding, long fromMs) {
    return finding.startedAt() <= fromMs && fromMs + WINDOW_MS <= finding.endedAt();
  }

  private static Set<Long> activeMinutes(List<ActivityEvent> slices) {
    Set<Long> minutes = new HashSet<>();
    for (ActivityEvent event : slices) {
      Presence slice = event.getPresence();
      if (slice != null
          && slice.getMoves() + slice.getClicks() + slice.getWheel() + slice.getKeys() > 0) {
        minutes.add(event.getOccurredAt() / MINUTE_MS);
      }
    }
    return minutes;
  }

  private static boolean isBusy(long fromMs, Set<Long> activeMinutes) {
    long first = fromMs / MINUTE_MS;
    return LongStream.range(first, first + 15).filter(activeMinutes::contains).count()
        >= BUSY_MINUTES;
  }
}
