package dev.plainsight.jobs;

import dev.plainsight.detect.review.Review;
import dev.plainsight.detect.review.ReviewJson;
import dev.plainsight.detect.review.Reviews;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.jspecify.annotations.Nullable;

/** The reviews in force, as one operator knows them: of each finding the newest, in its state. */
final class KnownReviews {
  private static final MapStateDescriptor<String, String> BY_FINDING =
      new MapStateDescriptor<>("reviews", String.class, String.class);

  private final BroadcastState<String, String> texts;
  private final Map<String, Review> byFinding = new HashMap<>();
  private @Nullable Reviews inForce;

  KnownReviews(OperatorStateStore state) throws Exception {
    texts = state.getBroadcastState(BY_FINDING);
    for (Map.Entry<String, String> text : texts.immutableEntries()) {
      byFinding.put(text.getKey(), ReviewJson.read(text.getValue()));
    }
  }

  /**
   * Takes one decision.
   *
   * @return it and the one that was in force before; none where an older one came late, or again
   * @throws IllegalArgumentException where the text is no review; the message tells why
   */
  List<Review> take(String json) throws Exception {
    Review review = ReviewJson.read(json);
    Review before = byFinding.get(review.finding());
    if (before != null && Reviews.newer(before, review).equals(before)) {
      return List.of();
    }
    byFinding.put(review.finding(), review);
    texts.put(review.finding(), json);
    inForce = null;
    List<Review> changed = new ArrayList<>(List.of(review));
    if (before != null) {
      changed.add(before);
    }
    return changed;
  }

  Reviews inForce() {
    if (inForce == null) {
      inForce = Reviews.of(byFinding.values());
    }
    return inForce;
  }
}
