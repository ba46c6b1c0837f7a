package dev.plainsight.local.eval;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.scenario.Employee;
import dev.plainsight.scenario.Misdeed;
import dev.plainsight.scenario.Month;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules on a simulated month of a company, reviewed day by day, against the truth. */
final class MonthScore {
  /** The first day: a Monday. */
  static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

  /** How many cases somebody looks at in a day. */
  static final int CASES_A_DAY = 5;

  final MonthWorld world;
  final MonthFold.Sizes sizes = new MonthFold.Sizes();
  final List<Finding> findings = new ArrayList<>();
  List<Misdeed> truth = List.of();
  final MonthReview review;
  Speed speed = Speed.NONE;

  final MonthFold.Book book;

  /** What one fold gave. */
  private record Part(List<Finding> findings, MonthFold.Sizes sizes, Speed speed) {}

  private MonthScore(MonthWorld world, MonthFold.Book book) {
    this.world = world;
    this.book = book;
    fold();
    findings.sort(Comparator.comparingLong(Finding::startedAt).thenComparing(Finding::id));
    this.truth = world.month.truth();
    this.review =
        new MonthReview(findings, book.rules()).run(fromMs(), world.month.days(), CASES_A_DAY);
  }

  static MonthScore of(Month month) {
    return of(MonthWorld.of(month), MonthFold.Book.published());
  }

  static MonthScore of(MonthWorld world, MonthFold.Book book) {
    return new MonthScore(world, book);
  }

  long fromMs() {
    return world.month.first().atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** Employees side by side, as many as there are cores. */
  private void fold() {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Part>> parts = new ArrayList<>();
      parts.add(pool.submit(() -> part(List.of(fold(book).servers(world.servers)))));
      for (Employee who : world.month.staff()) {
        parts.add(pool.submit(() -> employee(who)));
      }
      Progress progress = new Progress("month", parts.size());
      for (Future<Part> part : parts) {
        add(part.get());
        progress.step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private void add(Part part) {
    findings.addAll(part.findings());
    sizes.add(part.sizes());
    speed = speed.plus(part.speed());
  }

  private MonthFold fold(MonthFold.Book rules) {
    return new MonthFold(world, rules);
  }

  private Part employee(Employee who) {
    List<IdentifiedEvent> logons = new ArrayList<>();
    MonthFold fold = fold(book);
    Fold desk =
        fold.desk(
            who,
            event -> {
              if (event.getEvent().getLogon() != null) {
                logons.add(event);
              }
            });
    return part(List.of(desk, fold.accounts(who, logons)));
  }

  private Part part(List<Fold> folds) {
    List<Finding> standing = new ArrayList<>();
    MonthFold.Sizes bytes = new MonthFold.Sizes();
    Speed spent = Speed.NONE;
    for (Fold fold : folds) {
      fold.standing().forEach(told -> standing.add(told.finding()));
      bytes.add(fold, book.detectors());
      spent = spent.plus(fold.speed());
    }
    return new Part(standing, bytes, spent);
  }

  Map<String, Finding> byId() {
    return findings.stream()
        .collect(Collectors.toMap(Finding::id, Function.identity(), (a, b) -> b));
  }

  /** Findings that are about no deed, by rule. */
  Map<String, Long> aboutNothing() {
    return findings.stream()
        .filter(each -> truth.stream().noneMatch(deed -> MonthReview.isAbout(each, deed)))
        .collect(Collectors.groupingBy(Finding::rule, TreeMap::new, Collectors.counting()));
  }

  List<Finding> about(Misdeed deed) {
    return findings.stream().filter(each -> MonthReview.isAbout(each, deed)).toList();
  }

  /** Looks at cases that rest on a finding about a deed. */
  long rightLooks() {
    Map<String, Finding> byId = byId();
    return review.reviewed().stream()
        .filter(
            look ->
                truth.stream().anyMatch(deed -> MonthReview.isAbout(look.candidate(), deed, byId)))
        .count();
  }
}
