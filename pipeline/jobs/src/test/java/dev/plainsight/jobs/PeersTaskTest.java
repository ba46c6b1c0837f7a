package dev.plainsight.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.detect.surroundings.SurroundingsJson;
import dev.plainsight.store.read.Usual;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** When a snapshot is made, and made again. */
class PeersTaskTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

  /** A company that was at work for some days, all by one account. */
  private static final class Company implements PeersTask.Ends, Usual {
    private final List<Peers> published = new ArrayList<>();
    private long days;

    @Override
    public Map<String, String> texts() {
      return published.isEmpty()
          ? Map.of()
          : Map.of(Policy.PEERS, SurroundingsJson.write(published.get(published.size() - 1)));
    }

    @Override
    public void publish(Peers peers) {
      published.add(peers);
    }

    @Override
    public <A> A ask(Function<Usual, A> question) {
      return question.apply(this);
    }

    List<String> versions() {
      return published.stream().map(Peers::version).toList();
    }

    @Override
    public void atWork(Instant from, Instant to, Consumer<AtWork> each) {
      assertEquals(PeersTask.DAYS * 86_400L, to.getEpochSecond() - from.getEpochSecond());
      if (days > 0) {
        each.accept(new AtWork("ada", days));
      }
    }

    @Override
    public void waysIn(Instant from, Instant to, Consumer<WayIn> each) {}

    @Override
    public void elevations(Instant from, Instant to, Consumer<Shown> each) {}

    @Override
    public void programs(Instant from, Instant to, Consumer<Shown> each) {}

    @Override
    public void attempts(Instant from, Instant to, Consumer<Attempts> each) {}

    @Override
    public void quarters(Instant from, Instant to, Consumer<Quarters> each) {}

    @Override
    public void stretches(Instant from, Instant to, Consumer<Stretches> each) {}
  }

  private final Company company = new Company();
  private PeersTask task = new PeersTask(company, Places.NONE);

  private void rounds(LocalDate day, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      if (!task.isDone(day)) {
        task.run(day);
      }
    }
  }

  @Test
  void nothingIsPublishedBeforeThereIsAnythingToCount() throws Exception {
    rounds(MONDAY, 5);
    assertEquals(List.of(), company.versions());
    assertTrue(task.isDone(MONDAY));
  }

  @Test
  void onceADayIsEnough() throws Exception {
    company.days = 5_000;
    rounds(MONDAY, 10);
    company.days = 50_000;
    rounds(MONDAY, 10);
    rounds(MONDAY.plusDays(1), 10);
    assertEquals(List.of("2026-03-02", "2026-03-03"), company.versions());
  }

  @Test
  void aRestartPublishesNothingTwice() throws Exception {
    company.days = 5_000;
    rounds(MONDAY, 1);
    task = new PeersTask(company, Places.NONE);
    rounds(MONDAY, 5);
    assertEquals(List.of("2026-03-02"), company.versions());
  }

  @Test
  void aYoungSnapshotIsMadeAgainAsItsPastArrives() throws Exception {
    company.days = 10;
    rounds(MONDAY, 4);
    company.days = 14;
    rounds(MONDAY, 4);
    assertEquals(List.of("2026-03-02"), company.versions(), "not half as much more");
    company.days = 400;
    rounds(MONDAY, 4);
    company.days = 401;
    rounds(MONDAY, 4);
    assertEquals(List.of("2026-03-02", "2026-03-02.2"), company.versions());
    rounds(MONDAY.plusDays(1), 1);
    assertEquals("2026-03-03", company.versions().get(2));
    assertFalse(company.published.get(2).seen().isEmpty());
  }
}
