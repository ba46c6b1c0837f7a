package dev.plainsight.store;

import java.time.LocalDate;

/**
 * A device that should be seen, and whose it is.
 *
 * @param person account name; empty for a shared machine
 * @param shiftStart {@code HH:mm} in {@code timeZone}; empty where there is no shift
 * @param expectedTo last day, or 2149-06-06 for open end
 * @param version the newest one of a device is in force
 */
public record RosterRow(
    String deviceId,
    String person,
    String name,
    String team,
    String role,
    String manager,
    String site,
    String timeZone,
    String shiftStart,
    String shiftEnd,
    LocalDate expectedFrom,
    LocalDate expectedTo,
    String source,
    long version) {
  /** The last day ClickHouse's Date can hold. */
  public static final LocalDate OPEN_END = LocalDate.of(2149, 6, 6);
}
