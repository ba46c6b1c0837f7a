package dev.plainsight.evidence.verify;

import dev.plainsight.evidence.Json;
import dev.plainsight.evidence.pack.Figures;
import dev.plainsight.evidence.pack.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a verification.
 *
 * @param notes what a reader should know, and is no failure
 * @param manifest null where it could not be read
 */
public record Verdict(List<Failure> failures, List<String> notes, @Nullable Manifest manifest) {

  /** One failed check; the message names the thing, what it is and what it should be. */
  public record Failure(Check check, String message) {}

  /** Where checks put what they find; at most so many messages a check are kept. */
  static final class Sink {
    private static final int EACH_MAX = 20;
    private final List<Failure> failures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void fail(Check check, String message) {
      long already = failures.stream().filter(failure -> failure.check() == check).count();
      if (already < EACH_MAX) {
        failures.add(new Failure(check, message));
      }
    }

    void note(String note) {
      notes.add(note);
    }

    boolean failed(Check check) {
      return failures.stream().anyMatch(failure -> failure.check() == check);
    }

    boolean clean() {
      return failures.isEmpty();
    }

    Verdict verdict(@Nullable Manifest manifest) {
      return new Verdict(List.copyOf(failures), List.copyOf(notes), manifest);
    }
  }

  /** 0 verified, 1 altered, 2 intact but incomplete or contradictory, 3 untrusted key. */
  public int exit() {
    if (failures.isEmpty()) {
      return 0;
    }
    boolean altered = failures.stream().anyMatch(failure -> failure.check().exit() == 1);
    boolean untrusted = failures.stream().anyMatch(failure -> failure.check().exit() == 3);
    return altered ? 1 : untrusted ? 3 : 2;
  }

  public String lastLine() {
    return switch (exit()) {
      case 0 -> verified();
      case 1 -> "ALTERED " + count();
      case 2 -> "INCOMPLETE OR CONTRADICTORY " + count();
      default -> "UNTRUSTED " + count();
    };
  }

  private String count() {
    return failures.size() + (failures.size() == 1 ? " problem" : " problems");
  }

  private String verified() {
    if (manifest == null) {
      throw new IllegalStateException("verified without a manifest");
    }
    Figures figures = manifest.figures();
    return "VERIFIED %d files, %d events, coverage %s%%, %d exceptions, assurance %s"
        .formatted(
            manifest.files().size() + 2,
            figures.events(),
            figures.coverage(),
            figures.exceptions(),
            Manifest.ASSURANCE);
  }

  public String json() {
    return Json.write(
        Json.object(
            "exit", exit(),
            "verdict", lastLine(),
            "failures",
                failures.stream()
                    .map(
                        failure ->
                            Json.object(
                                "check", failure.check().text(), "message", failure.message()))
                    .toList(),
            "notes", notes));
  }
}
