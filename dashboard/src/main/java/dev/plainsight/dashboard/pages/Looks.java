package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.dashboard.access.Role;
import dev.plainsight.store.read.AccessLog;
import dev.plainsight.store.read.View;

/** Writes down who looks, before there is anything to see. */
public final class Looks {
  private Looks() {}

  static View person(AccessLog log, Reader reader, String person, String page, String context) {
    return log.person(reader.name(), reader.role().name(), person, page, context);
  }

  public static void group(AccessLog log, Reader reader, String page, String context) {
    if (reader.is(Role.EMPLOYEE)) {
      person(log, reader, reader.person(), page, context);
    } else {
      log.group(reader.name(), reader.role().name(), reader.team(), page, context);
    }
  }
}
