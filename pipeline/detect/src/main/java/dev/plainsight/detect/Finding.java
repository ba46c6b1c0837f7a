package dev.plainsight.detect;

import dev.plainsight.contract.HashChain;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * What a rule holds to be so, on the events known by now. A finding is never overwritten: later
 * events restate it as the next version, or retract it.
 *
 * @param id the same for all versions: see {@link #id}
 * @param version from 1, +1 for each restatement; 0 as a rule makes it
 * @param retracted true where the events known by now no longer hold it
 * @param rule such as {@code AC-01}
 * @param ruleVersion of the published rule book
 * @param purpose who may read it
 * @param severity how soon to look
 * @param dimension what kind of entity it is about
 * @param entity the entity's key, such as a source address
 * @param person the account concerned; empty where there is none
 * @param deviceId the device concerned; empty where there are several
 * @param context what it is tied to within the entity, such as a place, a program or a Sigma rule:
 *     a review that expects it expects no other; empty where the entity says it all
 * @param startedAt first moment it speaks of, ms since 1970 UTC
 * @param endedAt last moment it speaks of, ms since 1970 UTC
 * @param because one sentence for a manager, with the observed value and the threshold
 * @param measures observed values beside thresholds
 * @param events what it rests on, at most {@link #EVENTS_MAX} ranges, the first ones
 * @param benign benign causes that were checked, each {@code name=no|yes|unknown}
 */
public record Finding(
    String id,
    int version,
    boolean retracted,
    String rule,
    int ruleVersion,
    Purpose purpose,
    Severity severity,
    Dimension dimension,
    String entity,
    String person,
    String deviceId,
    String context,
    long startedAt,
    long endedAt,
    String because,
    List<Measure> measures,
    List<EventRange> events,
    List<String> benign)
    implements Telling {

  /** The most ranges a finding lists. */
  public static final int EVENTS_MAX = 100;

  /**
   * The identity of a finding: a function of what it is about and of the moment it began, so that
   * the same events give the same finding wherever and however often they are folded.
   *
   * @param anchor what tells this episode from the entity's others, such as its first event
   */
  public static String id(String rule, String entity, String anchor) {
    byte[] text = (rule + "\n" + entity + "\n" + anchor).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(HashChain.sha256().digest(text), 0, 16);
  }

  @Override
  public String key() {
    return id;
  }

  @Override
  public Finding finding() {
    return this;
  }

  /** The same finding as a given version. */
  public Finding as(int newVersion, boolean nowRetracted) {
    return copy(newVersion, nowRetracted, measures);
  }

  /** The same finding with these measures. */
  Finding with(List<Measure> newMeasures) {
    return copy(version, retracted, List.copyOf(newMeasures));
  }

  private Finding copy(int newVersion, boolean nowRetracted, List<Measure> newMeasures) {
    return new Finding(
        id,
        newVersion,
        nowRetracted,
        rule,
        ruleVersion,
        purpose,
        severity,
        dimension,
        entity,
        person,
        deviceId,
        context,
        startedAt,
        endedAt,
        because,
        newMeasures,
        events,
        benign);
  }
}
