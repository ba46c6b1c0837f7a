package dev.plainsight.jobs;

import dev.plainsight.contract.Topics;
import dev.plainsight.detect.review.Review;
import dev.plainsight.detect.review.ReviewJson;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Takes the reviews out of what is broadcast; bad ones are refused by {@link Detect}. */
final class Reviewed implements FlatMapFunction<PolicyRecord, Review> {
  @Override
  public void flatMap(PolicyRecord record, Collector<Review> out) {
    if (!record.topic().equals(Topics.REVIEWS)) {
      return;
    }
    Review review;
    try {
      review = ReviewJson.read(record.value());
    } catch (IllegalArgumentException e) {
      return;
    }
    out.collect(review);
  }
}
