package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.Reads;
import dev.plainsight.dashboard.evidence.Rounds;
import dev.plainsight.evidence.control.Control;
import dev.plainsight.evidence.control.ControlText;
import dev.plainsight.evidence.control.Controls;
import dev.plainsight.store.read.Controls.Item;
import dev.plainsight.store.read.Controls.Result;
import dev.plainsight.store.read.People.Person;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Builds the auditor's page. People appear under pseudonyms only. */
@Component
class EvidenceRoom {
  private static final int DAYS = 30;

  private final Reads reads;
  private final Packages packages;
  private final Pseudonyms pseudonyms;
  private final Rounds rounds;

  EvidenceRoom(Reads reads, Packages packages, Pseudonyms pseudonyms, Rounds rounds) {
    this.reads = reads;
    this.packages = packages;
    this.pseudonyms = pseudonyms;
    this.rounds = rounds;
  }

  EvidencePage page(LocalDate to) {
    LocalDate from = to.minusDays(DAYS - 1);
    Map<String, Map<LocalDate, Result>> byControl = new LinkedHashMap<>();
    for (Result result : reads.controls().history(from, to)) {
      byControl
          .computeIfAbsent(result.control(), id -> new LinkedHashMap<>())
          .put(result.day(), result);
    }
    return new EvidencePage(
        from,
        to,
        Controls.all().stream()
            .map(control -> line(control, byControl.getOrDefault(control.id(), Map.of()), from, to))
            .toList(),
        packages.list(),
        packages.isSet(),
        rounds.now());
  }

  EvidencePage.Exceptions exceptions(String id, LocalDate day) {
    EvidencePage.Line control =
        page(day).controls().stream()
            .filter(line -> line.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new Trouble.NotHere("This control"));
    List<String> names = names();
    List<Item> items =
        reads.controls().exceptions(id, day).stream()
            .map(
                item ->
                    new Item(
                        pseudonyms.in(item.subject(), names), pseudonyms.in(item.detail(), names)))
            .toList();
    return new EvidencePage.Exceptions(control, day, items);
  }

  /** All that could name somebody: accounts, full names, and the devices called after them. */
  private List<String> names() {
    return reads.people().list("", "").stream()
        .flatMap(p -> Stream.concat(Stream.of(p.account(), p.name()), devicesNamedAfter(p)))
        .toList();
  }

  private static Stream<String> devicesNamedAfter(Person person) {
    return person.devices().stream().filter(device -> device.contains(person.account()));
  }

  private static EvidencePage.Line line(
      Control control, Map<LocalDate, Result> results, LocalDate from, LocalDate to) {
    ControlText text = Controls.text(control);
    Result newest = results.values().stream().reduce((a, b) -> b).orElse(null);
    return new EvidencePage.Line(
        control.id(),
        text.title(),
        text.statement(),
        String.join(", ", text.criteria()),
        newest == null ? "" : newest.state(),
        newest == null ? 0 : newest.population(),
        newest == null ? 0 : newest.exceptions(),
        newest == null ? "" : newest.detail(),
        newest == null ? 0 : newest.ranAt(),
        from.datesUntil(to.plusDays(1)).map(day -> day(day, results.get(day))).toList());
  }

  private static EvidencePage.Day day(
      LocalDate day, @org.jspecify.annotations.Nullable Result result) {
    return result == null
        ? new EvidencePage.Day(day, "", 0)
        : new EvidencePage.Day(day, result.state(), result.exceptions());
  }
}
