package dev.plainsight.dashboard;

import dev.plainsight.dashboard.evidence.Round;
import dev.plainsight.dashboard.evidence.Rounds;
import dev.plainsight.detect.Measure;
import dev.plainsight.detect.Purpose;
import dev.plainsight.detect.Severity;
import dev.plainsight.store.AccessRow;
import dev.plainsight.store.StoreException;
import dev.plainsight.store.read.Access;
import dev.plainsight.store.read.AccessLog;
import dev.plainsight.store.read.Asked;
import dev.plainsight.store.read.Attempt;
import dev.plainsight.store.read.Controls;
import dev.plainsight.store.read.Days;
import dev.plainsight.store.read.Devices;
import dev.plainsight.store.read.Findings;
import dev.plainsight.store.read.Found;
import dev.plainsight.store.read.People.Person;
import dev.plainsight.store.read.View;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A store by hand: Ada of Finance with one activity finding, Tova of Sales with one access finding.
 * Everything that came from outside tries to be script.
 */
final class FakeOffice implements Findings, Days, Access, Devices, Controls {
  static final String EVIL = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>";

  final List<AccessRow> looks = new CopyOnWriteArrayList<>();
  final List<Found> findings = new CopyOnWriteArrayList<>();
  volatile boolean logBroken;
  volatile boolean storeBroken;
  volatile boolean roundBroken;
  private final long now = System.currentTimeMillis();

  FakeOffice() {
    findings.add(finding(Purpose.ACTIVITY, "f1", "WF-01", "ada", "Ada " + EVIL, "Finance"));
    findings.add(finding(Purpose.SECURITY, "s1", "AC-02", "tova", "Tova Weiss", "Sales"));
  }

  Reads reads() {
    return new Reads(
        this,
        this,
        this,
        this,
        this,
        (team, person) -> people(team, person),
        new AccessLog(
            this::look, (query, parameters) -> List.copyOf(looks), InstantSource.system()));
  }

  /** Rounds over one batch that came before today. */
  Rounds rounds() {
    Round round =
        new Round() {
          @Override
          public long arrivedBefore(LocalDate day) {
            if (roundBroken) {
              throw new StoreException("query evidence/arrived failed: refused", null);
            }
            return 1;
          }

          @Override
          public void run(Consumer<String> progress) {
            progress.accept("nothing to do");
          }
        };
    return new Rounds(round, true, LocalTime.MIN, InstantSource.system());
  }

  private void look(AccessRow row) {
    if (logBroken) {
      throw new StoreException("the access log cannot be written", null);
    }
    looks.add(row);
  }

  private List<Person> people(String team, String person) {
    up();
    List<Person> all =
        List.of(
            new Person(
                "ada",
                "Ada " + EVIL,
                "Finance",
                EVIL,
                "09:00",
                "17:30",
                "Europe/Berlin",
                List.of("pc-" + EVIL)),
            new Person("tova", "Tova Weiss", "Sales", "Berlin", "", "", "", List.of("pc-tova")));
    return all.stream()
        .filter(p -> team.isEmpty() || p.team().equals(team))
        .filter(p -> person.isEmpty() || p.account().equals(person))
        .toList();
  }

  Found finding(Purpose purpose, String id, String rule, String person, String name, String team) {
    return new Found(
        purpose,
        id,
        1,
        rule,
        1,
        Severity.HIGH,
        purpose == Purpose.ACTIVITY ? "PERSON_ON_DEVICE" : "SOURCE",
        purpose == Purpose.ACTIVITY ? person + "@pc" : "198.51.100.7",
        person,
        name,
        team,
        "pc-" + EVIL,
        now - 3_600_000,
        now - 1_800_000,
        "because " + EVIL,
        List.of(new Measure("pause_cv", 0.12, "<", 0.75, "", 1.04, Double.NaN)),
        List.of("in_call=no", "tablet=unknown"),
        30,
        System.currentTimeMillis());
  }

  private void up() {
    if (storeBroken) {
      throw new StoreException("query failed at nobody@http://127.0.0.1:1: refused", null);
    }
  }

  private List<Found> matching(Asked asked) {
    up();
    return findings.stream()
        .filter(f -> f.purpose() == asked.purpose())
        .filter(f -> asked.team().isEmpty() || f.team().equals(asked.team()))
        .filter(f -> asked.person().isEmpty() || f.person().equals(asked.person()))
        .toList();
  }

  @Override
  public List<Found> list(Asked asked, int limit) {
    return matching(asked);
  }

  @Override
  public Optional<Found> one(Purpose purpose, String id) {
    return findings.stream().filter(f -> f.purpose() == purpose && f.id().equals(id)).findFirst();
  }

  @Override
  public List<Found> since(Purpose purpose, Instant foundAt) {
    return findings.stream()
        .filter(f -> f.purpose() == purpose && f.foundAt() >= foundAt.toEpochMilli())
        .toList();
  }

  @Override
  public List<DayCount> days(Asked asked) {
    return matching(asked).stream().map(f -> new DayCount(asked.to(), f.rule(), 1)).toList();
  }

  @Override
  public List<PersonFindings> people(Asked asked) {
    return matching(asked).stream()
        .map(
            f ->
                new PersonFindings(
                    f.person(),
                    f.name(),
                    f.team(),
                    List.of(f.rule()),
                    1,
                    f.severity(),
                    f.lengthMs(),
                    f.endedAt()))
        .toList();
  }

  @Override
  public List<PersonDay> trend(Asked asked) {
    return matching(asked).stream().map(f -> new PersonDay(f.person(), asked.to(), 1)).toList();
  }

  @Override
  public List<PersonHour> hours(Asked asked) {
    return matching(asked).stream().map(f -> new PersonHour(f.person(), 10, f.lengthMs())).toList();
  }

  @Override
  public List<Tracked> tracked(Asked asked) {
    return List.of(new Tracked("ada", 10, 3_600_000, 3_000_000));
  }

  @Override
  public List<Slice> presence(View view, Instant from, Instant to) {
    List<Slice> slices = new ArrayList<>();
    for (long t = Math.max(from.toEpochMilli(), now - 3_600_000);
        t < to.toEpochMilli() && t < now;
        t += 60_000) {
      slices.add(
          new Slice(
              t, t + 60_000, "ACTIVE", "excel", EVIL, "", "pc-" + EVIL, 40, 5, 200, false, false));
    }
    return slices;
  }

  @Override
  public List<Minute> minutes(View view, Instant from, Instant to) {
    return presence(view, from, to).stream()
        .map(s -> new Minute(s.from(), s.keys(), s.clicks(), s.moves(), -1, -1))
        .toList();
  }

  @Override
  public List<Attempt> logons(View view, Instant from, Instant to) {
    return List.of(attempt(now - 60_000));
  }

  @Override
  public List<Attempt> attempts(String dimension, String entity, Instant from, Instant to) {
    return List.of(attempt(now - 3_600_000), attempt(now - 3_590_000));
  }

  private static Attempt attempt(long at) {
    return new Attempt(
        at, "srv", "FAILED", "SSH", EVIL, "198.51.100.7", "", "password", "sshd", "FAILURE", EVIL);
  }

  @Override
  public Facts facts(String dimension, String entity, Instant from, Instant to) {
    return new Facts(2, 2, 0, 1, 1, 1, now - 3_600_000, now, List.of(EVIL));
  }

  @Override
  public List<Device> list(LocalDate today, Instant from) {
    up();
    return List.of(
        new Device(
            "pc-" + EVIL,
            true,
            "ada",
            "Ada " + EVIL,
            "Finance",
            EVIL,
            now,
            EVIL,
            60,
            0,
            0,
            "HEARTBEAT",
            0,
            12),
        new Device(
            "pc-tova", true, "tova", "Tova Weiss", "Sales", "Berlin", 0, "", 0, 0, 0, "", 0, 0));
  }

  @Override
  public Coverage coverage(Asked asked) {
    return new Coverage(10, 9);
  }

  @Override
  public List<Flow> flow(Instant from) {
    return List.of(new Flow(now, 12, 300));
  }

  @Override
  public List<Result> history(LocalDate from, LocalDate to) {
    return List.of(new Result("WM-01", to, "exception", 2, 1, "1 of 2", now));
  }

  @Override
  public List<Item> exceptions(String control, LocalDate day) {
    return List.of(new Item("pc-tova", "pc-tova of Tova Weiss (tova) never reported " + EVIL));
  }
}
