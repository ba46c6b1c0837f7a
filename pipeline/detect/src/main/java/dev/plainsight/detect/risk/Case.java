package dev.plainsight.detect.risk;

import dev.plainsight.detect.Severity;
import java.util.List;

/**
 * Findings about one subject that together want a person's eye. Never overwritten: later findings
 * restate it as the next version, or retract it.
 *
 * @param id the same for all versions: of the subject and the finding that crossed the threshold
 * @param version from 1; 0 as {@link Cases} makes it
 * @param retracted true where the findings known by now no longer open it
 * @param subject who or what it is about: see {@link Subject#of}
 * @param openedAt when the risk crossed the threshold, ms since 1970 UTC
 * @param lastAt end of the newest finding in it, ms since 1970 UTC
 * @param risk the highest it was
 * @param severity of the gravest finding in it
 * @param findings ids, oldest first, at most {@link Cases#FINDINGS_MAX}, the last ones
 * @param contributions the five largest at the moment of the highest risk: the whole arithmetic
 * @param because one sentence with the observed value and the threshold
 */
public record Case(
    String id,
    int version,
    boolean retracted,
    Subject subject,
    long openedAt,
    long lastAt,
    double risk,
    Severity severity,
    List<String> findings,
    List<Contribution> contributions,
    String because) {

  /** The same case as a given version. */
  public Case as(int newVersion, boolean nowRetracted) {
    return new Case(
        id,
        newVersion,
        nowRetracted,
        subject,
        openedAt,
        lastAt,
        risk,
        severity,
        findings,
        contributions,
        because);
  }
}
