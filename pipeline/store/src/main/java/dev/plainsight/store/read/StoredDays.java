package dev.plainsight.store.read;

import dev.plainsight.store.Parameters;
import dev.plainsight.store.Query;
import dev.plainsight.store.Row;
import dev.plainsight.store.Store;
import java.time.Instant;
import java.util.List;

/** The questions about days, asked of the store. */
record StoredDays(Store store) implements Days {
  private static final Query TRACKED = query("tracked");
  private static final Query PRESENCE = query("presence");
  private static final Query MINUTES = query("minutes");
  private static final Query LOGONS = query("logons");

  @Override
  public List<Tracked> tracked(Asked asked) {
    return store.query(
        TRACKED,
        asked.parameters(),
        row ->
            new Tracked(
                row.text("person"),
                (int) row.number("hour"),
                row.number("seen_ms"),
                row.number("tracked_ms")));
  }

  @Override
  public List<Slice> presence(View view, Instant from, Instant to) {
    return store.query(PRESENCE, of(view, from, to), StoredDays::slice);
  }

  @Override
  public List<Minute> minutes(View view, Instant from, Instant to) {
    return store.query(
        MINUTES,
        of(view, from, to),
        row ->
            new Minute(
                row.at("minute"),
                row.number("keys"),
                row.number("clicks"),
                row.number("moves"),
                row.isNull("usual_keys") ? -1 : row.real("usual_keys"),
                row.isNull("usual_moves") ? -1 : row.real("usual_moves")));
  }

  @Override
  public List<Attempt> logons(View view, Instant from, Instant to) {
    return store.query(LOGONS, of(view, from, to), Attempt::of);
  }

  private static Slice slice(Row row) {
    return new Slice(
        row.at("occurred_at"),
        row.at("ended_at"),
        row.text("state"),
        row.text("app"),
        row.text("title"),
        row.text("domain"),
        row.text("device_id"),
        row.number("keys"),
        row.number("clicks"),
        row.number("moves"),
        row.flag("in_call"),
        row.flag("remote_session"));
  }

  private static Parameters of(View view, Instant from, Instant to) {
    return Parameters.none().text("person", view.person()).at("from", from).at("to", to);
  }

  private static Query query(String name) {
    return Query.named(Days.class, "days/" + name);
  }
}
