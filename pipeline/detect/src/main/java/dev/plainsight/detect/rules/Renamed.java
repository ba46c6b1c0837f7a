package dev.plainsight.detect.rules;

import dev.plainsight.contract.EventId;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import dev.plainsight.detect.Detector;
import dev.plainsight.detect.Entity;
import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.Rule;
import dev.plainsight.detect.Severity;
import dev.plainsight.detect.Step;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * SW-03: a program runs under another name than its maker gave it. One finding a pair of names,
 * until it was not seen for long. Tools that attackers like to rename are the rule's severity, all
 * others LOW: many honest programs carry an old name.
 *
 * <pre>
 * file           notes.exe      updater.exe
 * original name  PsExec.exe     Squirrel.exe
 * severity       as published   LOW
 * </pre>
 */
public final class Renamed implements Detector<Renamed.State> {
  private static final int PAIRS_MAX = 50;
  private static final long HOUR_MS = 3_600_000;

  /** Original names, without ending, of tools whose renaming is told as published. */
  private static final Set<String> ABUSED =
      Set.of(
          "bitsadmin",
          "certutil",
          "cmd",
          "cscript",
          "installutil",
          "msbuild",
          "mshta",
          "net",
          "netsh",
          "nltest",
          "powershell",
          "procdump",
          "psexec",
          "pwsh",
          "rclone",
          "reg",
          "regsvr32",
          "rundll32",
          "schtasks",
          "wmic",
          "wscript");

  /** One program under one other name. */
  public record Pair(
      String exe,
      String originalName,
      String anchor,
      long startMs,
      long endMs,
      int times,
      String user,
      boolean signed,
      List<EventRange> events) {}

  /**
   * What is remembered between events.
   *
   * @param pairs that go on, the one longest unseen first
   */
  public record State(List<Pair> pairs) {}

  @Override
  public String ruleId() {
    return "SW-03";
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State start() {
    return new State(List.of());
  }

  @Override
  public boolean concerns(IdentifiedEvent event) {
    Process process = event.getEvent().getProcess();
    return process != null
        && process.getAction() == ProcessAction.START
        && !process.getOriginalName().isEmpty()
        && !process.getExe().isEmpty()
        && !Programs.nameOf(process.getExe()).equals(Programs.nameOf(process.getOriginalName()));
  }

  @Override
  public Step<State> onEvent(
      State state, Entity entity, IdentifiedEvent event, Rule rule, Surroundings around) {
    long atMs = event.getEvent().getOccurredAt();
    double quietMs = rule.threshold("again_after_h") * HOUR_MS;
    List<Pair> pairs = new ArrayList<>(state.pairs());
    pairs.removeIf(pair -> atMs - pair.endMs() > quietMs);
    Pair seen = grown(taken(pairs, event), event);
    pairs.add(seen);
    if (pairs.size() > PAIRS_MAX) {
      pairs.remove(0);
    }
    return Step.growing(new State(pairs), seen.anchor(), () -> finding(seen, entity, event, rule));
  }

  /** Takes the pair out of the list, or begins one. */
  private static Pair taken(List<Pair> pairs, IdentifiedEvent event) {
    Process process = Objects.requireNonNull(event.getEvent().getProcess());
    for (Pair pair : pairs) {
      if (pair.exe().equals(process.getExe())
          && pair.originalName().equals(process.getOriginalName())) {
        pairs.remove(pair);
        return pair;
      }
    }
    long atMs = event.getEvent().getOccurredAt();
    return new Pair(
        process.getExe(),
        process.getOriginalName(),
        EventId.of(event).toString(),
        atMs,
        atMs,
        0,
        event.getEvent().getUser(),
        !process.getSigner().isEmpty(),
        List.of());
  }

  private static Pair grown(Pair pair, IdentifiedEvent event) {
    return new Pair(
        pair.exe(),
        pair.originalName(),
        pair.anchor(),
        pair.startMs(),
        event.getEvent().getEndedAt(),
        pair.times() + 1,
        pair.user(),
        pair.signed(),
        Ranges.with(pair.events(), event));
  }

  private static Finding finding(Pair pair, Entity entity, IdentifiedEvent event, Rule rule) {
    boolean abused = ABUSED.contains(Programs.nameOf(pair.originalName()));
    return new Draft(rule, entity, pair.anchor())
        .person(pair.user())
        .device(event.getDeviceId())
        .between(pair.startMs(), pair.endMs())
        .context(pair.originalName() + " as " + pair.exe())
        .because(
            String.format(
                Locale.ROOT,
                "A program whose maker called it %s ran as %s (%d times)%s.",
                pair.originalName(),
                pair.exe(),
                pair.times(),
                abused ? "; it is a tool that attackers like to rename" : ""))
        .measure("times", pair.times(), ">=", "times_min", "starts")
        .restsOn(pair.events())
        .benign("signed", pair.signed())
        .unknown("installer", "renamed_by_its_maker")
        .finding(abused ? rule.severity() : Severity.LOW);
  }
}
