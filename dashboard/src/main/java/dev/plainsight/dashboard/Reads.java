package dev.plainsight.dashboard;

import dev.plainsight.store.Store;
import dev.plainsight.store.read.Access;
import dev.plainsight.store.read.AccessLog;
import dev.plainsight.store.read.Controls;
import dev.plainsight.store.read.Days;
import dev.plainsight.store.read.Devices;
import dev.plainsight.store.read.Findings;
import dev.plainsight.store.read.People;

/** All that the pages read, and the one thing they write. */
public record Reads(
    Findings findings,
    Days days,
    Access access,
    Devices devices,
    Controls controls,
    People people,
    AccessLog log) {

  static Reads of(Store store) {
    return new Reads(
        Findings.in(store),
        Days.in(store),
        Access.in(store),
        Devices.in(store),
        Controls.in(store),
        People.in(store),
        AccessLog.in(store));
  }
}
