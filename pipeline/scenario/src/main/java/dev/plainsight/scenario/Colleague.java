package dev.plainsight.scenario;

import java.time.LocalTime;
import java.time.ZoneId;

/**
 * One row of the roster: a device and whose it is.
 *
 * @param deviceId the device
 * @param account the OS account; empty for a shared host
 * @param displayName as people call them
 * @param team such as Engineering
 * @param role such as Accountant
 * @param manager account of the manager; empty at the top
 * @param site where they sit
 * @param zone time zone of the site
 * @param shiftStart start of the usual working day there, and {@code shiftEnd} its end
 * @param weekend works Saturday to Wednesday rather than Monday to Friday
 */
public record Colleague(
    String deviceId,
    String account,
    String displayName,
    String team,
    String role,
    String manager,
    String site,
    ZoneId zone,
    LocalTime shiftStart,
    LocalTime shiftEnd,
    boolean weekend) {}
