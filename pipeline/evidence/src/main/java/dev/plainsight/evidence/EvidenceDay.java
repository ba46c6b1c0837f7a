package dev.plainsight.evidence;

import dev.plainsight.evidence.control.Control;
import dev.plainsight.evidence.control.ControlRun;
import dev.plainsight.evidence.control.ControlText;
import dev.plainsight.evidence.control.Controls;
import dev.plainsight.evidence.control.Parameters;
import dev.plainsight.evidence.pack.PackageBuilder;
import dev.plainsight.evidence.pack.PackageRequest;
import dev.plainsight.evidence.seal.Seal;
import dev.plainsight.evidence.seal.SealFolder;
import dev.plainsight.evidence.seal.SealKey;
import dev.plainsight.evidence.seal.Sealing;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What evidence does every day: test the controls, seal what is settled; and, when asked, put a
 * package together. Each step may be repeated: a test is recorded again only where its population,
 * parameters or query differ from every recorded run of the day, and a day is sealed once.
 *
 * <pre>
 * day D    D+1                     D + 1 + settle days
 * |--------|tested----------------|tested again if changed, settled, sealed
 * </pre>
 */
public final class EvidenceDay {
  private final Records records;
  private final SealFolder seals;
  private final SealKey key;
  private final String organisation;
  private final int settleDays;
  private final InstantSource clock;

  /**
   * Joins what evidence needs.
   *
   * @param settleDays how long late data is awaited; 7 by default elsewhere, 0 for a demonstration
   */
  public EvidenceDay(
      Records records,
      SealFolder seals,
      SealKey key,
      String organisation,
      int settleDays,
      InstantSource clock) {
    if (settleDays < 0 || settleDays > 60) {
      throw new IllegalArgumentException("settle days are " + settleDays + "; they must be 0..60");
    }
    this.records = records;
    this.seals = seals;
    this.key = key;
    this.organisation = organisation;
    this.settleDays = settleDays;
    this.clock = clock;
  }

  /** The last day on which late data is no longer awaited. */
  public LocalDate settledThrough() {
    return today().minusDays(1L + settleDays);
  }

  /**
   * The daily work: tests each day that is not sealed yet, from the first record on, then seals
   * what is settled. Days on which nobody did it are made up for.
   */
  public void run(Consumer<String> progress) {
    LocalDate settled = settledThrough();
    LocalDate open =
        seals.last().map(seal -> seal.day().plusDays(1)).or(records::firstDay).orElse(settled);
    LocalDate first = open.isBefore(settled) ? open : settled;
    test(new Period(first, today().minusDays(1)), progress);
    seal(settled, progress);
  }

  /** Tests all controls on the days; the runs that were recorded now. */
  public List<ControlRun> test(Period days, Consumer<String> progress) {
    List<ControlRun> recorded = new ArrayList<>();
    for (Control control : Controls.all()) {
      ControlText text = Controls.text(control);
      List<ControlRun> before = records.runs(control.id(), days);
      for (LocalDate day : days.days()) {
        ControlRun run = run(control, text, day);
        if (before.stream().noneMatch(other -> other.day().equals(day) && run.isSameTest(other))) {
          records.keepRuns(List.of(run));
          recorded.add(run);
          progress.accept(line(run));
        }
      }
    }
    return recorded;
  }

  private ControlRun run(Control control, ControlText text, LocalDate day) {
    Parameters parameters = Parameters.of(text.published(), day, !day.isAfter(settledThrough()));
    return ControlRun.of(
        control, text, parameters, records.population(text, parameters), clock.millis());
  }

  private static String line(ControlRun run) {
    return "%s %s: %s, %d of %d deviate"
        .formatted(
            run.control(),
            run.day(),
            run.result().state().text(),
            run.result().deviations().size(),
            run.result().population());
  }

  /** Seals every day after the last sealed one, up to and with the given one. */
  public List<Seal> seal(LocalDate through, Consumer<String> progress) {
    return new Sealing(records, seals, key, organisation, clock)
        .through(
            through,
            seal -> progress.accept("sealed " + seal.day() + ": " + seal.size() + " leaves"));
  }

  /** Tests what is not tested as it stands now, and puts a package of the days together. */
  public Path build(
      PackageRequest.Type type,
      Period days,
      int revision,
      String preparedBy,
      Path folder,
      Consumer<String> progress) {
    test(days, progress);
    PackageRequest request =
        new PackageRequest(organisation, type, days, settledThrough(), revision, preparedBy, "");
    return new PackageBuilder(records, seals.all(), key, progress).build(request, folder);
  }

  /** All seals, oldest first. */
  public List<Seal> seals() {
    return seals.all();
  }

  private LocalDate today() {
    return Times.day(clock.millis());
  }
}
