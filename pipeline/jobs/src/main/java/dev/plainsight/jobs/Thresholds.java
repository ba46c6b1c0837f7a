package dev.plainsight.jobs;

import dev.plainsight.contract.Topics;
import dev.plainsight.detect.RuleBook;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds in force, for the rules that fold arrivals and batches rather than events. What
 * cannot be in force is passed over here: {@link Detect} makes a dead letter of it.
 */
final class Thresholds {
  /** The text of the thresholds, by {@link Policy#THRESHOLDS}. */
  static final MapStateDescriptor<String, String> STATE =
      new MapStateDescriptor<>("thresholds", String.class, String.class);

  private String text = "";
  private @Nullable RuleBook book;

  /** Keeps what the record says, where it says thresholds that can be in force. */
  static void hear(PolicyRecord record, BroadcastState<String, String> state) throws Exception {
    if (!record.topic().equals(Topics.POLICY) || !record.key().equals(Policy.THRESHOLDS)) {
      return;
    }
    try {
      RuleBook unused = Policy.rules(record.value());
      state.put(Policy.THRESHOLDS, record.value());
    } catch (IllegalArgumentException refused) {
      return;
    }
  }

  /** The rules as they are in force; the same object for as long as nothing changes. */
  RuleBook inForce(ReadOnlyBroadcastState<String, String> state) throws Exception {
    String now = state.contains(Policy.THRESHOLDS) ? state.get(Policy.THRESHOLDS) : "";
    RuleBook known = book;
    if (known == null || !now.equals(text)) {
      known = Policy.rules(now);
      text = now;
      book = known;
    }
    return known;
  }
}
