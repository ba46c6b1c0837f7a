package dev.plainsight.store.read;

import dev.plainsight.detect.Purpose;
import dev.plainsight.store.FindingColumns;
import dev.plainsight.store.Parameters;
import dev.plainsight.store.Query;
import dev.plainsight.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The questions about findings, asked of the store. */
record StoredFindings(Store store) implements Findings {
  private static final Query LIST = query("list");
  private static final Query ONE = query("one");
  private static final Query SINCE = query("since");
  private static final Query DAYS = query("days");
  private static final Query PEOPLE = query("people");
  private static final Query TREND = query("trend");
  private static final Query HOURS = query("hours");

  @Override
  public List<Found> list(Asked asked, int limit) {
    return store.query(
        LIST, asked.parameters().number("limit", limit), row -> Found.of(asked.purpose(), row));
  }

  @Override
  public Optional<Found> one(Purpose purpose, String id) {
    return store.query(ONE, of(purpose).text("id", id), row -> Found.of(purpose, row)).stream()
        .findFirst();
  }

  @Override
  public List<Found> since(Purpose purpose, Instant foundAt) {
    return store.query(SINCE, of(purpose).at("since", foundAt), row -> Found.of(purpose, row));
  }

  @Override
  public List<DayCount> days(Asked asked) {
    return store.query(
        DAYS,
        asked.parameters(),
        row -> new DayCount(row.day("day"), row.text("rule"), row.number("findings")));
  }

  @Override
  public List<PersonFindings> people(Asked asked) {
    return store.query(
        PEOPLE,
        asked.parameters(),
        row ->
            new PersonFindings(
                row.text("person"),
                row.text("name"),
                row.text("team"),
                List.copyOf(row.<String>list("rules")),
                row.number("findings"),
                FindingColumns.severity(row),
                row.number("flagged_ms"),
                row.at("last_at")));
  }

  @Override
  public List<PersonDay> trend(Asked asked) {
    return store.query(
        TREND,
        asked.parameters(),
        row -> new PersonDay(row.text("person"), row.day("day"), row.number("findings")));
  }

  @Override
  public List<PersonHour> hours(Asked asked) {
    return store.query(
        HOURS,
        asked.parameters(),
        row ->
            new PersonHour(row.text("person"), (int) row.number("hour"), row.number("flagged_ms")));
  }

  private static Parameters of(Purpose purpose) {
    return Parameters.none().text("purpose", purpose == Purpose.ACTIVITY ? "activity" : "security");
  }

  private static Query query(String name) {
    return Query.named(Findings.class, "findings/" + name);
  }
}
