package dev.plainsight.jobs;

import dev.plainsight.contract.Topics;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.detect.surroundings.Surroundings;
import dev.plainsight.detect.surroundings.SurroundingsJson;
import dev.plainsight.store.Store;
import dev.plainsight.store.read.Usual;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what is usual in each team once a day, counted from the store over {@link #DAYS} whole
 * days before it. A snapshot of a young installation, whose past may still be on its way, is made
 * again within its day where there is half as much more to count.
 *
 * <pre>
 * days      [ 28 days, UTC             ] day
 * version                                "2026-03-02", made again: "2026-03-02.2"
 * </pre>
 */
final class PeersTask implements DailyTask {
  /** How many days are counted. */
  static final int DAYS = 28;

  /** With fewer days at work of all accounts together a snapshot is young. */
  static final long YOUNG_DAYS = 2_000;

  private static final int ROUNDS_BETWEEN_LOOKS = 3;

  /** Where what is counted lies, and where it goes. */
  interface Ends {
    /** The newest texts of the directory's topic, by key. */
    Map<String, String> texts();

    void publish(Peers peers) throws InterruptedException;

    <A> A ask(Function<Usual, A> question);
  }

  private final Ends ends;
  private final Places places;
  private @Nullable Peers last;
  private int rounds;

  PeersTask(Ends ends, Places places) {
    this.ends = ends;
    this.places = places;
  }

  /** The store, by a connection for each question, and the log. */
  record Real(StoreAccess access, String bootstrap) implements Ends {
    @Override
    public Map<String, String> texts() {
      Map<String, String> texts = new HashMap<>();
      TopicNow.read(bootstrap, Topics.DIRECTORY)
          .forEach((key, text) -> texts.put(key, text.value()));
      return texts;
    }

    @Override
    public void publish(Peers peers) throws InterruptedException {
      try (TopicLog log =
          new TopicLog(bootstrap, Topics.DIRECTORY, Topics.POLICY_RECORD_BYTES_MAX)) {
        log.append(List.of(peers), any -> Policy.PEERS, SurroundingsJson::write);
      }
    }

    @Override
    public <A> A ask(Function<Usual, A> question) {
      try (Store store = Store.open(access.address())) {
        return question.apply(Usual.in(store));
      }
    }
  }

  @Override
  public String name() {
    return "peers";
  }

  @Override
  public boolean isDone(LocalDate day) {
    Peers published = published();
    long counted = days(published);
    boolean ofToday = published.version().startsWith(day.toString());
    if (ofToday && (counted >= YOUNG_DAYS || rounds++ % ROUNDS_BETWEEN_LOOKS != 0)) {
      return true;
    }
    long now = ends.ask(usual -> daysAtWork(usual, day));
    return now == 0 || (ofToday && now < counted + counted / 2);
  }

  private Peers published() {
    Peers known = last;
    if (known == null) {
      String text = ends.texts().getOrDefault(Policy.PEERS, "");
      known = text.isEmpty() ? Peers.NONE : SurroundingsJson.peers(text);
      last = known;
    }
    return known;
  }

  /** Days at work of all accounts together. */
  private static long days(Peers peers) {
    return peers.tally(Peers.ORGANISATION, "day").total();
  }

  private static long daysAtWork(Usual usual, LocalDate day) {
    long[] days = {0};
    usual.atWork(from(day), to(day), row -> days[0] += row.days());
    return days[0];
  }

  @Override
  public void run(LocalDate day) throws InterruptedException {
    Map<String, String> texts = new HashMap<>(ends.texts());
    texts.remove(Policy.PEERS);
    String version = next(published().version(), day);
    Surroundings around = Policy.of(texts, places).around();
    Peers peers = ends.ask(usual -> counted(usual, day, around, version));
    ends.publish(peers);
    last = peers;
  }

  /** The first version of a day is the day, the second has {@code .2} behind it. */
  static String next(String before, LocalDate day) {
    if (!before.startsWith(day.toString())) {
      return day.toString();
    }
    int dot = before.indexOf('.');
    int number = dot < 0 ? 1 : Integer.parseInt(before.substring(dot + 1));
    return day + "." + (number + 1);
  }

  /** What the store holds of the days before this one. */
  static Peers counted(Usual usual, LocalDate day, Surroundings around, String version) {
    PeersCount count = new PeersCount(around);
    usual.waysIn(from(day), to(day), count::wayIn);
    usual.elevations(from(day), to(day), count::elevation);
    usual.programs(from(day), to(day), count::program);
    usual.atWork(from(day), to(day), count::atWork);
    usual.attempts(from(day), to(day), count::attempts);
    usual.quarters(from(day), to(day), count::quarters);
    usual.stretches(from(day), to(day), count::stretches);
    return count.snapshot(version);
  }

  private static Instant from(LocalDate day) {
    return to(day.minusDays(DAYS));
  }

  private static Instant to(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
