package dev.plainsight.store.read;

import dev.plainsight.store.AccessRow;
import dev.plainsight.store.Parameters;
import dev.plainsight.store.Query;
import dev.plainsight.store.RoadTables;
import dev.plainsight.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Who looked at whom. The record is written before anything is read; where it cannot be written,
 * nothing is shown.
 */
public final class AccessLog {
  private static final Query OF_SUBJECT = Query.named(AccessLog.class, "log/of_subject");
  private static final Query RECENT = Query.named(AccessLog.class, "log/recent");
  private static final int LIMIT = 200;

  private final Consumer<AccessRow> sink;
  private final BiFunction<Query, Parameters, List<AccessRow>> source;
  private final InstantSource clock;

  /** A log kept elsewhere than in a store. */
  public AccessLog(
      Consumer<AccessRow> sink,
      BiFunction<Query, Parameters, List<AccessRow>> source,
      InstantSource clock) {
    this.sink = sink;
    this.source = source;
    this.clock = clock;
  }

  public static AccessLog in(Store store) {
    return new AccessLog(
        row -> store.insert(RoadTables.ACCESS_LOG, List.of(row)),
        (query, parameters) -> store.query(query, parameters, AccessRow::of),
        InstantSource.system());
  }

  /** A look at one person. */
  public View person(String reader, String role, String person, String page, String context) {
    write(reader, role, person, page, context);
    return new View(person);
  }

  /** A look at a list of people; {@code team} is empty for everyone. */
  public void group(String reader, String role, String team, String page, String context) {
    write(reader, role, team.isEmpty() ? "everyone" : "team " + team, page, context);
  }

  /** Who looked at this person, alone or in a list; newest first. */
  public List<AccessRow> of(View view) {
    return source.apply(
        OF_SUBJECT, Parameters.none().text("person", view.person()).number("limit", LIMIT));
  }

  /** Who looked at whom, newest first. */
  public List<AccessRow> recent() {
    return source.apply(RECENT, Parameters.none().number("limit", LIMIT));
  }

  private void write(String reader, String role, String subject, String page, String context) {
    sink.accept(
        new AccessRow(clock.millis(), reader, role, subject, page, context, UUID.randomUUID()));
  }
}
