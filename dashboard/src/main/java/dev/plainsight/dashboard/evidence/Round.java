package dev.plainsight.dashboard.evidence;

import dev.plainsight.evidence.EvidenceDay;
import dev.plainsight.evidence.Period;
import dev.plainsight.evidence.pack.PackageRequest;
import dev.plainsight.evidence.seal.Seal;
import dev.plainsight.store.Parameters;
import dev.plainsight.store.Query;
import dev.plainsight.store.Store;
import java.nio.file.Files;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What one round does; may be repeated: what is done already is not done again. */
public interface Round {
  /** How many batches are in the store that arrived before the day. */
  long arrivedBefore(LocalDate day);

  /** Tests the days that are not sealed, seals those that are settled, builds what is due. */
  void run(Consumer<String> progress);

  /** On a store; the key that signs is made at first use. */
  static Round on(Store store, EvidenceSettings settings, InstantSource clock) {
    return new OnStore(store, settings, clock);
  }

  /** The real one. */
  record OnStore(Store store, EvidenceSettings settings, InstantSource clock) implements Round {
    private static final Query ARRIVED = Query.named(Store.class, "evidence/arrived");

    @Override
    public long arrivedBefore(LocalDate day) {
      return store
          .query(ARRIVED, Parameters.none().day("day", day), row -> row.number("arrived"))
          .get(0);
    }

    @Override
    public void run(Consumer<String> progress) {
      EvidenceDay day = settings.day(store, clock);
      day.run(progress);
      build(day, progress);
    }

    private void build(EvidenceDay day, Consumer<String> progress) {
      List<Seal> seals = day.seals();
      if (seals.isEmpty() || settings.packages().toString().isEmpty()) {
        return;
      }
      due(seals.get(0).day(), seals.get(seals.size() - 1).day())
          .ifPresent(
              period ->
                  day.build(
                      PackageRequest.Type.TYPE2,
                      period,
                      1,
                      "plainsight",
                      settings.packages(),
                      progress));
    }

    private Optional<Period> due(LocalDate first, LocalDate last) {
      return settings.build().newest(first, last).filter(period -> !isBuilt(period, last));
    }

    private boolean isBuilt(Period period, LocalDate last) {
      PackageRequest request =
          new PackageRequest(
              settings.organisation(), PackageRequest.Type.TYPE2, period, last, 1, "", "");
      return Files.exists(settings.packages().resolve(request.fileName()));
    }
  }
}
