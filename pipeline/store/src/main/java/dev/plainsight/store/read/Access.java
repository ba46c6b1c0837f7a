package dev.plainsight.store.read;

import dev.plainsight.store.Parameters;
import dev.plainsight.store.Query;
import dev.plainsight.store.Store;
import java.time.Instant;
import java.util.List;

/** What sources and accounts tried. For the security purpose. */
public interface Access {
  /** The most rows {@link #attempts} gives. */
  int ATTEMPTS_MAX = 2_000;

  /** What the entity of a finding tried, in order; both ends included. */
  List<Attempt> attempts(String dimension, String entity, Instant from, Instant to);

  /** What is known of the entity over a look-back. */
  Facts facts(String dimension, String entity, Instant from, Instant to);

  static Access in(Store store) {
    return new Stored(store);
  }

  /** Counts over a look-back; the times are ms since 1970 UTC, and 0 where there was no attempt. */
  record Facts(
      long attempts,
      long failures,
      long successes,
      long accounts,
      long sources,
      long devices,
      long firstAt,
      long lastAt,
      List<String> topAccounts) {}

  /** Asked of the store. */
  record Stored(Store store) implements Access {
    private static final Query ATTEMPTS = Query.named(Access.class, "access/attempts");
    private static final Query FACTS = Query.named(Access.class, "access/facts");

    @Override
    public List<Attempt> attempts(String dimension, String entity, Instant from, Instant to) {
      return store.query(ATTEMPTS, of(dimension, entity, from, to), Attempt::of);
    }

    @Override
    public Facts facts(String dimension, String entity, Instant from, Instant to) {
      return store
          .query(
              FACTS,
              of(dimension, entity, from, to),
              row ->
                  new Facts(
                      row.number("attempts"),
                      row.number("failures"),
                      row.number("successes"),
                      row.number("accounts"),
                      row.number("sources"),
                      row.number("devices"),
                      row.at("first_at"),
                      row.at("last_at"),
                      List.copyOf(row.<String>list("top_accounts"))))
          .get(0);
    }

    private static Parameters of(String dimension, String entity, Instant from, Instant to) {
      return Parameters.none()
          .text("dimension", dimension)
          .text("entity", entity)
          .at("from", from)
          .at("to", to);
    }
  }
}
