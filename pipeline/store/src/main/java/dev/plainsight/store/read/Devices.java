package dev.plainsight.store.read;

import dev.plainsight.store.Parameters;
import dev.plainsight.store.Query;
import dev.plainsight.store.Row;
import dev.plainsight.store.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The devices of the roster, seen or not, and those seen that no roster knows. */
public interface Devices {
  /**
   * At most 5,000, by name.
   *
   * @param from how far back batches count
   */
  List<Device> list(LocalDate today, Instant from);

  /** Expected device-days of a range (weekdays), and those on which the device sent anything. */
  Coverage coverage(Asked asked);

  /** What arrived a minute. */
  List<Flow> flow(Instant from);

  static Devices in(Store store) {
    return new Stored(store);
  }

  /** Device-days. */
  record Coverage(long expected, long seen) {
    /** 0 to 100; NaN where nothing was expected. */
    public double percent() {
      return expected == 0 ? Double.NaN : 100.0 * seen / expected;
    }
  }

  /**
   * One minute of arrivals.
   *
   * @param lagMs p99 from the device's sending to the log's taking, by their two clocks
   */
  record Flow(long at, long events, double lagMs) {}

  /**
   * A device and what is known of it. Times are ms since 1970 UTC and 0 for never.
   *
   * @param missing events whose sequence numbers never came
   * @param dropped events the agent itself declared lost
   */
  record Device(
      String id,
      boolean rostered,
      String person,
      String name,
      String team,
      String site,
      long lastAt,
      String agentVersion,
      long events,
      long missing,
      long dropped,
      String lastAction,
      long spool,
      long clockOffsetMs) {}

  /** Asked of the store. */
  record Stored(Store store) implements Devices {
    private static final Query LIST = Query.named(Devices.class, "devices/list");
    private static final Query COVERAGE = Query.named(Devices.class, "today/coverage");
    private static final Query FLOW = Query.named(Devices.class, "today/flow");

    @Override
    public List<Device> list(LocalDate today, Instant from) {
      return store.query(
          LIST, Parameters.none().day("today", today).at("from", from), Stored::device);
    }

    @Override
    public Coverage coverage(Asked asked) {
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      return store
          .query(
              COVERAGE,
              Parameters.none()
                  .day("from", asked.from())
                  .day("to", asked.to().isAfter(today) ? today : asked.to())
                  .text("zone", asked.zone().getId())
                  .text("team", asked.team()),
              row -> new Coverage(row.number("expected"), row.number("seen_days")))
          .get(0);
    }

    @Override
    public List<Flow> flow(Instant from) {
      return store.query(
          FLOW,
          Parameters.none().at("from", from),
          row -> new Flow(row.at("minute"), row.number("events"), row.real("lag_ms")));
    }

    private static Device device(Row row) {
      return new Device(
          row.text("device"),
          row.number("rostered") != 0,
          row.text("person"),
          row.text("name"),
          row.text("team"),
          row.text("site"),
          row.isNull("last_at") ? 0 : row.at("last_at"),
          row.text("agent_version"),
          orZero(row, "events"),
          orZero(row, "missing"),
          orZero(row, "dropped"),
          row.text("last_action"),
          orZero(row, "spool"),
          orZero(row, "clock_offset_ms"));
    }

    private static long orZero(Row row, String column) {
      return row.isNull(column) ? 0 : row.number(column);
    }
  }
}
