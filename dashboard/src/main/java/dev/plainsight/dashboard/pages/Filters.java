package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.access.Reader;
import dev.plainsight.detect.Purpose;
import dev.plainsight.store.read.Asked;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * What the reader chose, as the address has it. A value that cannot be is as if it were not there;
 * a range is at most {@value #DAYS_MAX} days.
 */
public record Filters(
    LocalDate from, LocalDate to, ZoneId zone, String person, String rule, int severity) {
  static final int DAYS = 14;
  static final int DAYS_MAX = 92;

  static Filters of(HttpServletRequest request) {
    ZoneId zone = Zone.of(request);
    LocalDate today = LocalDate.now(zone);
    LocalDate to = day(request.getParameter("to"), today);
    LocalDate from = day(request.getParameter("from"), to.minusDays(DAYS - 1));
    return new Filters(
        within(from, to),
        to,
        zone,
        text(request.getParameter("person")),
        text(request.getParameter("rule")),
        severity(request.getParameter("severity")));
  }

  private static LocalDate within(LocalDate from, LocalDate to) {
    if (from.isAfter(to)) {
      return to;
    }
    LocalDate first = to.minusDays(DAYS_MAX - 1);
    return from.isBefore(first) ? first : from;
  }

  /** The question of this reader: the wall first, the filters within it. */
  public Asked asked(Purpose purpose, Reader reader) {
    return new Asked(purpose, from, to, zone, reader.team(), person, rule, severity);
  }

  public long days() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }

  /** The same address with one thing changed; an empty value takes it away. */
  public String with(String name, Object value) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("from", from.toString());
    all.put("to", to.toString());
    all.put("person", person);
    all.put("rule", rule);
    all.put("severity", severity == 0 ? "" : severity + "");
    all.put(name, value.toString());
    return query(all);
  }

  /** The address as it is. */
  public String same() {
    return with("from", from);
  }

  /** The last so many days, everything else the same. */
  public String lastDays(int n) {
    LocalDate today = LocalDate.now(zone);
    return new Filters(today.minusDays(n - 1L), today, zone, person, rule, severity).same();
  }

  public boolean isLast(int n) {
    return to.equals(LocalDate.now(zone)) && days() == n;
  }

  /** One day, everything else the same. */
  public String on(LocalDate day) {
    return new Filters(day, day, zone, person, rule, severity).same();
  }

  private static String query(Map<String, String> all) {
    return all.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> entry.getKey() + "=" + UriUtils.encode(entry.getValue(), "UTF-8"))
        .collect(Collectors.joining("&", "?", ""));
  }

  static LocalDate day(@Nullable String text, LocalDate otherwise) {
    try {
      return text == null || text.isEmpty() ? otherwise : LocalDate.parse(text);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  private static int severity(@Nullable String text) {
    return text != null && text.matches("[0-3]") ? Integer.parseInt(text) : 0;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
