package dev.plainsight.dashboard.look;

import dev.plainsight.detect.Measure;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.Severity;
import dev.plainsight.store.AccessRow;
import dev.plainsight.store.read.People.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values as a reader sees them: times in the reader's zone, numbers with units, plain sentences.
 */
public final class Words {
  private static final Map<String, String> TITLES =
      RuleBook.published().rules().stream()
          .collect(Collectors.toUnmodifiableMap(rule -> rule.id(), rule -> rule.title()));

  private static final Pattern MOMENT =
      Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

  /** Between a number and its unit. */
  private static final String NO_BREAK = "\u00a0";

  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final long DAY_MS = 24 * HOUR_MS;

  private final ZoneId zone;
  private final long now;

  public Words(ZoneId zone, long now) {
    this.zone = zone;
    this.now = now;
  }

  public String zone() {
    return zone.getId();
  }

  public String time(long ms) {
    return format("HH:mm", ms);
  }

  public String second(long ms) {
    return format("HH:mm:ss", ms);
  }

  /** Day and time, with the year only where it is another one. */
  public String moment(long ms) {
    return ms == 0 ? "never" : format(sameYear(ms) ? "EEE d MMM HH:mm" : "d MMM yyyy HH:mm", ms);
  }

  /** For {@code <time datetime>}. */
  public String iso(long ms) {
    return Instant.ofEpochMilli(ms).toString();
  }

  public String day(LocalDate day) {
    return DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH).format(day);
  }

  public String shortDay(LocalDate day) {
    return DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).format(day);
  }

  /** Both ends, the day only once where it is the same, and one of them where it is one minute. */
  public String range(long from, long to) {
    if (from / MINUTE_MS == to / MINUTE_MS) {
      return moment(from);
    }
    boolean sameDay = dayOf(from).equals(dayOf(to));
    return moment(from) + "–" + (sameDay ? time(to) : moment(to));
  }

  public LocalDate dayOf(long ms) {
    return Instant.ofEpochMilli(ms).atZone(zone).toLocalDate();
  }

  /** How long ago, in its largest unit. */
  public String ago(long ms) {
    return ms == 0 ? "never" : now - ms < 1_000 ? "now" : length(now - ms) + " ago";
  }

  /** A length in at most two units. */
  public String length(long ms) {
    if (ms > 0 && ms < MINUTE_MS) {
      return ms / 1_000 + " s";
    }
    if (ms < HOUR_MS) {
      return ms / MINUTE_MS + " min";
    }
    return ms < DAY_MS
        ? ms / HOUR_MS + " h " + "%02d".formatted(ms % HOUR_MS / MINUTE_MS) + " min"
        : ms / DAY_MS + " d " + ms % DAY_MS / HOUR_MS + " h";
  }

  /** Hours with one decimal, for a column whose head has the unit. */
  public String hours(long ms) {
    return String.format(Locale.ENGLISH, "%,.1f", (double) ms / HOUR_MS);
  }

  /** A sentence of a rule or control, its moments (ISO, UTC) in the reader's zone. */
  public String say(String sentence) {
    return MOMENT
        .matcher(sentence)
        .replaceAll(at -> moment(Instant.parse(at.group()).toEpochMilli()));
  }

  /** A shift as the roster has it, and whose clock that is. */
  public String shift(Person person) {
    if (person.shiftStart().isEmpty()) {
      return "no shift given";
    }
    String hours = person.shiftStart() + "–" + person.shiftEnd();
    boolean same = person.zone().isEmpty() || person.zone().equals(zone.getId());
    return "shift " + hours + (same ? "" : " " + person.zone());
  }

  /** Who looked, as sentences. */
  public List<Looked> looks(List<AccessRow> rows) {
    return Looked.of(rows, this);
  }

  public String count(long n) {
    return String.format(Locale.ENGLISH, "%,d", n);
  }

  /** {@code 1 finding}, {@code 3 findings}. */
  public String count(long n, String one) {
    return count(n) + " " + (n == 1 ? one : one + "s");
  }

  /** One decimal, and never 100 or 0 where it is not quite; a dash where there is no number. */
  public String percent(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    double honest = value < 100 && value > 99.9 ? 99.9 : value > 0 && value < 0.1 ? 0.1 : value;
    return honest == Math.rint(honest)
        ? "%d".formatted((long) honest)
        : String.format(Locale.ENGLISH, "%.1f", honest);
  }

  public String share(long part, long whole) {
    return percent(whole == 0 ? Double.NaN : 100.0 * part / whole);
  }

  public String bytes(long n) {
    return n < 1_024
        ? n + " B"
        : n < 1_048_576
            ? String.format(Locale.ENGLISH, "%.1f KB", n / 1_024.0)
            : String.format(Locale.ENGLISH, "%.1f MB", n / 1_048_576.0);
  }

  /** What a rule is called in the rule book. */
  public String rule(String id) {
    return TITLES.getOrDefault(id, id);
  }

  public List<String> rules(String prefixes) {
    return TITLES.keySet().stream()
        .filter(id -> List.of(prefixes.split(" ", -1)).contains(id.substring(0, 2)))
        .sorted()
        .toList();
  }

  public String severity(Severity severity) {
    String name = severity.name().toLowerCase(Locale.ROOT);
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** {@code pause cv: observed 0.31; rule < 0.75; own median 1.02; team 0.97}. */
  public String measure(Measure measure) {
    String own = usual("; own median ", measure.ownMedian(), measure.unit());
    String team = usual("; team ", measure.teamMedian(), measure.unit());
    return "%s: observed %s; rule %s %s%s%s"
        .formatted(
            name(measure.name()),
            value(measure.observed(), measure.unit()),
            sign(measure.comparison()),
            value(measure.threshold(), measure.unit()),
            own,
            team);
  }

  public String name(String code) {
    return code.replace('_', ' ').toLowerCase(Locale.ROOT);
  }

  public String sign(String comparison) {
    return comparison.replace("<=", "≤").replace(">=", "≥");
  }

  public String value(double value, String unit) {
    if (Double.isNaN(value)) {
      return "–";
    }
    String number =
        value == Math.rint(value)
            ? count((long) value)
            : String.format(Locale.ENGLISH, "%,.2f", value);
    return unit.isEmpty() ? number : number + NO_BREAK + unit;
  }

  private String usual(String before, double value, String unit) {
    return Double.isNaN(value) ? "" : before + value(value, unit);
  }

  private boolean sameYear(long ms) {
    return dayOf(ms).getYear() == dayOf(now).getYear();
  }

  private String format(String pattern, long ms) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .withZone(zone)
        .format(Instant.ofEpochMilli(ms));
  }
}
