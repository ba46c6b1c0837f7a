package dev.plainsight.dashboard.look;

import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.dashboard.access.Role;
import dev.plainsight.detect.Purpose;
import dev.plainsight.store.read.Found;
import org.springframework.web.util.UriUtils;

/** Where a finding leads a reader of this role, and whom or what it is called after. */
public record Link(Reader reader, Words words) {
  public String of(Found found) {
    if (reader.is(Role.EMPLOYEE)) {
      return "/me?day=" + words.dayOf(found.startedAt());
    }
    return found.purpose() == Purpose.SECURITY
        ? "/access/" + path(found.id())
        : "/unusual/" + path(found.person()) + "/" + path(found.id());
  }

  /** The person's name, or what the finding is about. */
  public String about(Found found) {
    if (!found.name().isEmpty()) {
      return found.name();
    }
    return found.person().isEmpty() ? found.entity() : found.person();
  }

  public String day(String person, Object day) {
    return "/people/" + path(person) + "?day=" + day;
  }

  private static String path(String text) {
    return UriUtils.encodePathSegment(text, "UTF-8");
  }
}
