package dev.plainsight.local.eval;

import dev.plainsight.agent.logins.AuthLogReplay;
import dev.plainsight.agent.logins.ReplayCounts;
import dev.plainsight.agent.logins.ReplayPlan;
import dev.plainsight.agent.outbox.Transport;
import dev.plainsight.agent.redaction.Redaction;
import dev.plainsight.agent.redaction.RedactionPolicy;
import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.Decoded;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.detect.Dimension;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The access rules on a real authentication log, read by the agent's own collector and sent through
 * its own outbox: which sources that only ever fail are found, and which that also log in are hit.
 */
final class AuthScore {
  /** The rules that look for guessing. */
  static final List<String> GUESSING = List.of("AC-01", "AC-03", "AC-04");

  final Set<String> failing = new TreeSet<>();
  final Set<String> loggingIn = new TreeSet<>();

  /** By rule: the sources that its findings are about, or whose failures they rest on. */
  final Map<String, Set<String>> found = new TreeMap<>();

  final List<Finding> findings;
  final ReplayCounts lines;
  final Speed speed;

  private AuthScore(List<ActivityEvent> logons, ReplayCounts lines) {
    this.lines = lines;
    Fold fold = new Fold();
    for (ActivityEvent event : logons) {
      note(event);
      fold.add("host", event);
    }
    failing.removeAll(loggingIn);
    findings = fold.standing().stream().map(Fold.Told::finding).toList();
    for (Finding finding : findings) {
      sources(finding, logons)
          .forEach(
              source -> found.computeIfAbsent(finding.rule(), any -> new TreeSet<>()).add(source));
    }
    speed = fold.speed();
  }

  private void note(ActivityEvent event) {
    String source = Dimension.SOURCE.keyOf(identified(event));
    Logon logon = event.getLogon();
    if (logon != null && !source.isEmpty()) {
      if (logon.getAction() == LogonAction.FAILED || logon.getOutcome() == Outcome.FAILURE) {
        failing.add(source);
      } else if (logon.getAction() == LogonAction.LOGON) {
        loggingIn.add(source);
      }
    }
  }

  private static IdentifiedEvent identified(ActivityEvent event) {
    return new IdentifiedEvent("host", 1L, 0L, 0L, event);
  }

  /** Sequences count from 0 in the order of the log: an event's sequence is its place. */
  private static Set<String> sources(Finding finding, List<ActivityEvent> logons) {
    Set<String> sources = new TreeSet<>();
    if (finding.dimension() == Dimension.SOURCE) {
      sources.add(finding.entity());
      return sources;
    }
    for (EventRange range : finding.events()) {
      for (long seq = range.firstSeq(); seq <= range.lastSeq(); seq++) {
        sources.add(Dimension.SOURCE.keyOf(identified(logons.get((int) seq))));
      }
    }
    return sources;
  }

  static String[] guessing() {
    return GUESSING.toArray(String[]::new);
  }

  /** Of the sources that only ever fail, those that any of these rules found. */
  int foundFailing(String... rules) {
    return count(failing, rules);
  }

  int hitLoggingIn(String... rules) {
    return count(loggingIn, rules);
  }

  private int count(Set<String> sources, String... rules) {
    return (int)
        sources.stream()
            .filter(
                source ->
                    Arrays.stream(rules)
                        .anyMatch(rule -> found.getOrDefault(rule, Set.of()).contains(source)))
            .count();
  }

  static AuthScore of(Path file, OptionalInt year) throws IOException {
    ReplayPlan plan = ReplayPlan.of(file, year, Optional.empty(), ZoneOffset.UTC);
    Path spool = Files.createTempDirectory("plainsight-eval");
    try {
      Kept kept = new Kept();
      ReplayCounts lines =
          new AuthLogReplay(plan, new Redaction(RedactionPolicy.DEFAULT), System.err::println)
              .run(spool, kept);
      return new AuthScore(kept.events, lines);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted while reading " + file);
    } finally {
      delete(spool);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** In place of Kafka: keeps what it is sent. */
  private static final class Kept implements Transport {
    private final BatchCodec codec = new BatchCodec();
    private final List<ActivityEvent> events = new ArrayList<>();

    @Override
    public synchronized boolean send(String deviceId, byte[] batch, Ack ack) {
      if (codec.decode(batch) instanceof Decoded.Batch decoded) {
        events.addAll(decoded.batch().getEvents());
        ack.done(null);
      } else {
        ack.done("not a batch");
      }
      return true;
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
