package dev.plainsight.store;

import static dev.plainsight.store.Column.array;
import static dev.plainsight.store.Column.at;
import static dev.plainsight.store.Column.text;
import static dev.plainsight.store.Column.u32;

import dev.plainsight.detect.EventRange;
import dev.plainsight.detect.review.Review;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What people decided about findings, of both purposes: whoever reads shows one's own only. */
public final class ReviewTables {
  public static final Table<Review> REVIEWS =
      Table.of(
          "evidence.reviews",
          List.of(
              text("id", Review::id),
              text("finding", Review::finding),
              u32("version", Review::version),
              text("purpose", review -> review.purpose().name()),
              text("rule", Review::rule),
              text("subject_kind", review -> review.subject().kind().name()),
              text("subject", review -> review.subject().key()),
              text("dimension", review -> review.dimension().name()),
              text("entity", Review::entity),
              text("device_id", Review::deviceId),
              text("context", Review::context),
              at("started_at", Review::startedAt),
              text("verdict", review -> review.verdict().name()),
              at("until", Review::untilMs),
              text("reason", Review::reason),
              text("reviewer", Review::reviewer),
              at("decided_at", Review::decidedAt)),
          events("device_id", EventRange::deviceId, RowBinary::text),
          events("boot_epoch", EventRange::bootEpoch, RowBinary::u64),
          events("first_seq", EventRange::firstSeq, RowBinary::u64),
          events("last_seq", EventRange::lastSeq, RowBinary::u64));

  private ReviewTables() {}

  private static <V> Column<Review> events(
      String name, Function<EventRange, V> value, BiConsumer<RowBinary, V> each) {
    return array("events." + name, review -> review.events().stream().map(value).toList(), each);
  }
}
