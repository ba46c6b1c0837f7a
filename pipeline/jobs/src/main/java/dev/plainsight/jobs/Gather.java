package dev.plainsight.jobs;

import dev.plainsight.contract.Topics;
import dev.plainsight.detect.Finding;
import dev.plainsight.detect.RuleBook;
import dev.plainsight.detect.review.Review;
import dev.plainsight.detect.review.Reviews;
import dev.plainsight.detect.risk.Case;
import dev.plainsight.detect.risk.Cases;
import dev.plainsight.detect.risk.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the standing findings of each subject into cases, once a barrier, like {@link Detect}.
 * Keyed by subject. A case that changed leaves as its next version, one that no longer holds as
 * retracted. What a review sets aside adds no risk; the threshold of RK-01 follows the policy.
 *
 * <pre>
 * kept      | findings ended within 90 days |          older ones are let go of,
 * settled   | first 30 days | cases of these days stay as they were last said
 * </pre>
 */
final class Gather extends AbstractStreamOperator<Case>
    implements TwoInputStreamOperator<Finding, PolicyRecord, Case> {
  private static final long DAY_MS = 86_400_000;

  /** How long a finding may open or feed a case: many half-lives of every kind. */
  static final long KEPT_MS = 90 * DAY_MS;

  /** Cases this near the end of what is kept would change only for want of older findings. */
  static final long SETTLED_MS = 30 * DAY_MS;

  private static final MapStateDescriptor<String, Finding> STANDING =
      new MapStateDescriptor<>("standing", String.class, Finding.class);

  private transient Thresholds thresholds = new Thresholds();
  private transient @Nullable BroadcastState<String, String> texts;
  private transient @Nullable KnownReviews reviews;
  private transient @Nullable MapState<String, Finding> standing;
  private transient @Nullable MapState<String, Case> said;
  private transient Set<String> changed = new LinkedHashSet<>();

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    texts = getOperatorStateBackend().getBroadcastState(Thresholds.STATE);
    reviews = new KnownReviews(getOperatorStateBackend());
  }

  @Override
  public void open() throws Exception {
    super.open();
    thresholds = new Thresholds();
    standing = getRuntimeContext().getMapState(STANDING);
    said =
        getRuntimeContext().getMapState(new MapStateDescriptor<>("said", String.class, Case.class));
    changed = new LinkedHashSet<>();
  }

  @Override
  public void processElement1(StreamRecord<Finding> element) throws Exception {
    Finding finding = element.getValue();
    if (finding.retracted()) {
      standing().remove(finding.id());
    } else {
      standing().put(finding.id(), finding);
    }
    changed.add((String) getCurrentKey());
  }

  /** What cannot be in force is refused by {@link Detect}, which hears the same records. */
  @Override
  public void processElement2(StreamRecord<PolicyRecord> element) throws Exception {
    PolicyRecord record = element.getValue();
    if (record.topic().equals(Topics.REVIEWS)) {
      review(record.value());
      return;
    }
    RuleBook before = rules();
    Thresholds.hear(record, Objects.requireNonNull(texts));
    if (!rules().equals(before)) {
      this.<String>getKeyedStateBackend()
          .applyToAllKeys(
              VoidNamespace.INSTANCE,
              VoidNamespaceSerializer.INSTANCE,
              STANDING,
              (subject, findings) -> changed.add(subject));
    }
  }

  private RuleBook rules() throws Exception {
    return thresholds.inForce(Objects.requireNonNull(texts));
  }

  private void review(String json) throws Exception {
    List<Review> known;
    try {
      known = Objects.requireNonNull(reviews).take(json);
    } catch (IllegalArgumentException e) {
      LOG.debug("left to detect to refuse", e);
      return;
    }
    for (Review review : known) {
      String subject = review.subject().toString();
      if (Routed.isHere(subject, getRuntimeContext().getTaskInfo())) {
        changed.add(subject);
      }
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    restate();
  }

  @Override
  public void finish() throws Exception {
    restate();
  }

  private void restate() throws Exception {
    for (String subject : changed) {
      setCurrentKey(subject);
      restateSubject();
    }
    changed.clear();
  }

  private void restateSubject() throws Exception {
    List<Finding> findings = kept();
    long newestMs = findings.stream().mapToLong(Finding::endedAt).max().orElse(Long.MAX_VALUE);
    Map<String, Case> now = new HashMap<>();
    if (!findings.isEmpty()) {
      Subject subject = Subject.of(findings.get(0));
      Reviews inForce = Objects.requireNonNull(reviews).inForce();
      new Cases(rules().rule("RK-01"))
          .of(subject, findings, finding -> inForce.settingAside(finding).isPresent())
          .forEach(each -> now.put(each.id(), each));
    }
    List<Case> before = new ArrayList<>();
    said().values().forEach(before::add);
    for (Case held : before) {
      boolean settled = held.openedAt() < newestMs - KEPT_MS + SETTLED_MS;
      Case next = now.remove(held.id());
      if (settled && !findings.isEmpty()) {
        continue;
      }
      if (next == null && !held.retracted()) {
        say(held.as(held.version() + 1, true));
      } else if (next != null && (held.retracted() || !held.as(0, false).equals(next))) {
        say(next.as(held.version() + 1, false));
      }
    }
    for (Case opened : now.values()) {
      say(opened.as(1, false));
    }
  }

  /** The subject's findings, without those that are too old to matter. */
  private List<Finding> kept() throws Exception {
    List<Finding> findings = new ArrayList<>();
    standing().values().forEach(findings::add);
    long newestMs = findings.stream().mapToLong(Finding::endedAt).max().orElse(0);
    for (Finding finding : List.copyOf(findings)) {
      if (finding.endedAt() < newestMs - KEPT_MS) {
        standing().remove(finding.id());
        findings.remove(finding);
      }
    }
    return findings;
  }

  private void say(Case version) throws Exception {
    said().put(version.id(), version);
    output.collect(new StreamRecord<>(version));
  }

  private MapState<String, Finding> standing() {
    return Objects.requireNonNull(standing, "open() comes first");
  }

  private MapState<String, Case> said() {
    return Objects.requireNonNull(said, "open() comes first");
  }
}
