package dev.plainsight.store.read;

import dev.plainsight.store.Parameters;
import dev.plainsight.store.Query;
import dev.plainsight.store.Row;
import dev.plainsight.store.Store;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;

/** The questions about what is usual, asked of the store. */
record StoredUsual(Store store) implements Usual {
  private static final Query WAYS_IN = query("ways_in");
  private static final Query ELEVATIONS = query("elevations");
  private static final Query PROGRAMS = query("programs");
  private static final Query WORK_DAYS = query("work_days");
  private static final Query ATTEMPTS = query("attempts");
  private static final Query WINDOWS = query("windows");
  private static final Query RUNS = query("runs");

  @Override
  public void waysIn(Instant from, Instant to, Consumer<WayIn> each) {
    ask(
        WAYS_IN,
        from,
        to,
        row ->
            new WayIn(
                row.text("account"),
                row.at("hour"),
                row.text("device_id"),
                row.text("source_ip"),
                row.text("source"),
                row.number("by_person") != 0),
        each);
  }

  @Override
  public void elevations(Instant from, Instant to, Consumer<Shown> each) {
    ask(ELEVATIONS, from, to, StoredUsual::shown, each);
  }

  @Override
  public void programs(Instant from, Instant to, Consumer<Shown> each) {
    ask(PROGRAMS, from, to, StoredUsual::shown, each);
  }

  @Override
  public void atWork(Instant from, Instant to, Consumer<AtWork> each) {
    ask(WORK_DAYS, from, to, row -> new AtWork(row.text("account"), row.number("days")), each);
  }

  @Override
  public void attempts(Instant from, Instant to, Consumer<Attempts> each) {
    ask(
        ATTEMPTS,
        from,
        to,
        row ->
            new Attempts(
                row.text("account"),
                row.day("day"),
                row.number("failing_sources"),
                row.number("hosts")),
        each);
  }

  @Override
  public void quarters(Instant from, Instant to, Consumer<Quarters> each) {
    ask(
        WINDOWS,
        from,
        to,
        row ->
            new Quarters(
                row.text("account"),
                row.number("quarters"),
                MEASURES.stream().map(name -> row.real(name + "_median")).toList()),
        each);
  }

  @Override
  public void stretches(Instant from, Instant to, Consumer<Stretches> each) {
    ask(
        RUNS,
        from,
        to,
        row -> new Stretches(row.text("account"), row.number("days"), row.real("longest_median")),
        each);
  }

  private static Shown shown(Row row) {
    return new Shown(row.text("account"), row.day("day"), row.text("value"));
  }

  private <R> void ask(
      Query query, Instant from, Instant to, Function<Row, R> read, Consumer<R> each) {
    Parameters range = Parameters.none().at("from", from).at("to", to);
    store.stream(query, range, row -> each.accept(read.apply(row)));
  }

  private static Query query(String name) {
    return Query.named(Usual.class, "usual/" + name);
  }
}
