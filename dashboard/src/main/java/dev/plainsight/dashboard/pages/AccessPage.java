package dev.plainsight.dashboard.pages;

import dev.plainsight.dashboard.look.Benign;
import dev.plainsight.dashboard.look.Charts;
import dev.plainsight.store.read.Access.Facts;
import dev.plainsight.store.read.Attempt;
import dev.plainsight.store.read.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The queue of access anomalies of a range: the most severe first, then the newest. */
public record AccessPage(Filters filters, List<Found> queue, Bars bars, boolean cut) {
  public long sources() {
    return count("SOURCE");
  }

  public long accounts() {
    return queue.stream().map(Found::person).filter(p -> !p.isEmpty()).distinct().count();
  }

  public long devices() {
    return queue.stream().map(Found::deviceId).filter(d -> !d.isEmpty()).distinct().count();
  }

  public long high() {
    return queue.stream().filter(f -> f.severity().level() == 3).count();
  }

  private long count(String dimension) {
    return queue.stream()
        .filter(f -> f.dimension().equals(dimension))
        .map(Found::entity)
        .distinct()
        .count();
  }

  /**
   * One access anomaly.
   *
   * @param facts over the look-back, up to the finding's end
   * @param attempts from a little before the finding to a little after, the first 2,000
   * @param linked other findings of the same entity in the look-back
   */
  public record Detail(
      Found found,
      Facts facts,
      long lookBackDays,
      long from,
      long to,
      List<Attempt> attempts,
      List<Found> linked,
      List<Benign> benign) {
    private static final int LISTED = 100;
    private static final int ACCOUNTS_DRAWN = 8;

    /** Those that fit on a page. */
    public List<Attempt> listed() {
      return attempts.stream().limit(LISTED).toList();
    }

    /** For the browser: a mark each attempt, a line each account, the rarer ones together. */
    public String json() {
      List<String> accounts =
          attempts.stream().map(Attempt::account).distinct().limit(ACCOUNTS_DRAWN).toList();
      List<String> lines = new ArrayList<>(accounts);
      boolean more = attempts.stream().anyMatch(a -> !accounts.contains(a.account()));
      if (more) {
        lines.add("others");
      }
      List<List<?>> points =
          attempts.stream()
              .<List<?>>map(
                  a ->
                      List.of(
                          a.at(), accounts.contains(a.account()) ? a.account() : "others", kind(a)))
              .toList();
      return Charts.json(
          Map.of(
              "from",
              from,
              "to",
              to,
              "started",
              found.startedAt(),
              "ended",
              found.endedAt(),
              "accounts",
              lines,
              "points",
              points));
    }

    private static String kind(Attempt attempt) {
      return switch (attempt.action()) {
        case "FAILED" -> "failed";
        case "LOGON" -> attempt.outcome().equals("FAILURE") ? "failed" : "ok";
        default -> "other";
      };
    }
  }
}
