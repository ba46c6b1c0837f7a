package dev.plainsight.evidence.verify;

import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.detect.Finding;
import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.FindingJson;
import dev.plainsight.evidence.LateEvent;
import dev.plainsight.evidence.RosterEntry;
import dev.plainsight.evidence.Rows;
import dev.plainsight.evidence.Times;
import dev.plainsight.evidence.completeness.Coverage;
import dev.plainsight.evidence.completeness.Span;
import dev.plainsight.evidence.control.Control;
import dev.plainsight.evidence.control.ControlRun;
import dev.plainsight.evidence.control.Controls;
import dev.plainsight.evidence.pack.Envelope;
import dev.plainsight.evidence.pack.Figures;
import dev.plainsight.evidence.pack.FileEntry;
import dev.plainsight.evidence.pack.FindingsTable;
import dev.plainsight.evidence.pack.Manifest;
import dev.plainsight.evidence.pack.Names;
import dev.plainsight.evidence.pack.Summary;
import dev.plainsight.evidence.seal.Leaf;
import dev.plainsight.evidence.seal.Seal;
import dev.plainsight.evidence.seal.SealKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Re-performs a package, offline, on its file alone. What a later check rests on is checked first:
 * on files that are not what was signed, nothing more is said.
 */
public final class Verifier {
  private final @Nullable PublicKey trusted;
  private final Verdict.Sink sink = new Verdict.Sink();
  private @Nullable Manifest read;

  private Verifier(@Nullable PublicKey trusted) {
    this.trusted = trusted;
  }

  /**
   * Verifies.
   *
   * @param trusted the key that must have signed it, got by another way than the package; null: the
   *     enclosed one, with a note to compare it
   */
  public static Verdict verify(Path file, @Nullable PublicKey trusted) {
    Verifier verifier = new Verifier(trusted);
    try (Archive archive = Archive.open(file, verifier.sink)) {
      if (archive != null) {
        verifier.everything(archive);
      }
    } catch (IOException | UncheckedIOException e) {
      verifier.sink.fail(Check.ARCHIVE, "reading failed: " + e.getMessage());
    } catch (RuntimeException e) {
      // Signed, and yet not of the form: whoever signed it made something else.
      verifier.sink.fail(Check.FILES, "not of the form of a package: " + e.getMessage());
    }
    return verifier.sink.verdict(verifier.read);
  }

  private void everything(Archive archive) {
    for (String needed : List.of(Manifest.FILE, Manifest.ENVELOPE, Names.KEY)) {
      if (!archive.names().contains(needed)) {
        sink.fail(Check.FILES, needed + " is missing");
        return;
      }
    }
    PublicKey key = SealKey.publicKey(archive.unknown(Names.KEY));
    Manifest manifest = signed(archive, key);
    if (sink.clean()) {
      read = manifest;
      files(archive, manifest);
    }
    if (sink.clean()) {
      rows(archive, manifest);
      contents(archive, manifest, key);
    }
  }

  private Manifest signed(Archive archive, PublicKey key) {
    String text = archive.unknown(Manifest.FILE);
    Envelope envelope = Envelope.of(archive.unknown(Manifest.ENVELOPE));
    String fingerprint = SealKey.fingerprint(key);
    if (trusted == null) {
      sink.note("no --key was given: compare the enclosed key's SHA-256, " + fingerprint);
    } else if (!trusted.equals(key)) {
      sink.fail(
          Check.KEY,
          "signed with the key "
              + fingerprint
              + "; the trusted one is "
              + SealKey.fingerprint(trusted));
    }
    if (!envelope.isSignedBy(key)) {
      sink.fail(Check.SIGNATURE, "the signature is not one of the enclosed key");
    } else if (!envelope.manifestHash().equals(Bytes.sha256Hex(text))) {
      sink.fail(Check.SIGNATURE, Manifest.FILE + " is not what was signed");
    }
    return Manifest.of(text);
  }

  private void files(Archive archive, Manifest manifest) {
    Set<String> rest = new HashSet<>(archive.names());
    rest.removeAll(List.of(Manifest.FILE, Manifest.ENVELOPE));
    for (FileEntry listed : manifest.files()) {
      if (!rest.remove(listed.path())) {
        sink.fail(Check.FILES, listed.path() + " is missing");
      } else if (!archive.measured(listed).equals(listed)) {
        sink.fail(Check.FILES, listed.path() + " is not the file that the manifest lists");
      }
    }
    rest.stream()
        .sorted()
        .forEach(added -> sink.fail(Check.FILES, added + " is not in the manifest"));
  }

  private void rows(Archive archive, Manifest manifest) {
    for (FileEntry listed : manifest.files()) {
      long rows = rows(archive, listed.path());
      if (rows != listed.rows()) {
        sink.fail(
            Check.ROWS,
            listed.path() + " has " + rows + " rows; the manifest says " + listed.rows());
      }
    }
  }

  private static long rows(Archive archive, String path) {
    if (path.endsWith(".csv")) {
      return archive.rows(path).rows().size();
    }
    long[] lines = new long[1];
    if (path.endsWith(".jsonl")) {
      archive.lines(path, line -> lines[0]++);
    }
    return lines[0];
  }

  private void contents(Archive archive, Manifest manifest, PublicKey key) {
    NavigableMap<LocalDate, Seal> days = new SealedDays(archive, manifest, key, sink).check();
    if (sink.failed(Check.CHAIN) || sink.failed(Check.CHECKPOINT)) {
      return; // proofs rest on the roots
    }
    Inclusion batches = new Inclusion(archive, Leaf.BATCH, days, sink);
    Inclusion runs = new Inclusion(archive, Leaf.RUN, days, sink);
    Inclusion found = new Inclusion(archive, Leaf.FINDING, days, sink);
    List<RosterEntry> roster =
        archive.rows(Names.ROSTER).named().stream().map(RosterEntry::of).toList();
    controls(archive, manifest, runs, roster);
    List<IdentifiedEvent> logons = new EventsAgain(sink).check(archive, batches);
    List<Finding> findings = findings(archive, found);
    List<LateEvent> late = archive.rows(Names.LATE).named().stream().map(LateEvent::of).toList();
    new FindingsAgain(manifest.period(), late, sink).check(logons, findings);
    figures(
        archive,
        manifest,
        roster,
        findings.size(),
        batches.sealed() + runs.sealed() + found.sealed(),
        batches.unsealed() + runs.unsealed() + found.unsealed(),
        days.isEmpty() ? "" : days.lastKey().toString());
  }

  private void controls(
      Archive archive, Manifest manifest, Inclusion inclusion, List<RosterEntry> roster) {
    for (Control control : Controls.all()) {
      if (!archive.names().contains(Names.control(control.id(), "population.csv"))) {
        sink.fail(Check.CONTROLS, control.id() + " is left out");
        continue;
      }
      List<ControlRun> runs = new ArrayList<>();
      archive.lines(
          Names.control(control.id(), "runs.jsonl"),
          line -> {
            ControlRun run = ControlRun.of(line);
            inclusion.check(run.key(), Bytes.utf8(line), run.runAt());
            runs.add(run);
          });
      Rows population = new ControlAgain(archive, manifest, control, runs, sink).check();
      if (control.id().equals(Scope.CONTROL)) {
        Scope.check(roster, population, manifest.period(), sink);
      }
    }
    inclusion.done();
  }

  private List<Finding> findings(Archive archive, Inclusion inclusion) {
    List<Map<String, String>> table = archive.rows(Names.FINDINGS_TABLE).named();
    List<Finding> findings = new ArrayList<>();
    for (String line : archive.lines(Names.FINDINGS)) {
      Finding finding = FindingJson.read(line);
      String key = finding.id() + "/" + finding.version();
      int place = findings.size();
      String foundAt = place < table.size() ? Rows.cell(table.get(place), "found_at") : "";
      if (place >= table.size()
          || !List.copyOf(table.get(place).values())
              .equals(FindingsTable.cells(finding, foundAt))) {
        sink.fail(Check.FIGURES, "findings.csv does not say what findings.jsonl says of " + key);
        foundAt = Times.text(0);
      }
      inclusion.check(key, Bytes.utf8(line), Times.ms(foundAt));
      findings.add(finding);
    }
    inclusion.done();
    return findings;
  }

  private void figures(
      Archive archive,
      Manifest manifest,
      List<RosterEntry> roster,
      long findings,
      long sealed,
      long unsealed,
      String last) {
    List<Span> spans = LedgerAgain.check(archive, sink);
    Rows coverage = Coverage.of(roster, spans, manifest.period());
    if (!archive.text(Names.COVERAGE).equals(coverage.csv())) {
      sink.fail(Check.COVERAGE, "coverage.csv is not what roster and sequence ledger come to");
    }
    Coverage.Totals totals = Coverage.totals(coverage);
    Figures made =
        new Figures(
            spans.stream().mapToLong(Span::received).sum(),
            spans.stream().mapToLong(Span::gapBefore).sum(),
            totals.percent(),
            totals.gap(),
            manifest.controls().stream().mapToLong(control -> control.exceptions()).sum(),
            findings,
            sealed,
            unsealed,
            last);
    if (!made.equals(manifest.figures())) {
      sink.fail(Check.FIGURES, "the manifest says " + manifest.figures() + "; it comes to " + made);
    }
    summary(archive, manifest);
    if (unsealed > 0) {
      sink.note(
          unsealed
              + " enclosed records were recorded after the last sealed day ("
              + last
              + ") and rest on the package's signature alone");
    }
  }

  private void summary(Archive archive, Manifest manifest) {
    List<Summary.Words> words = new ArrayList<>();
    manifest
        .controls()
        .forEach(
            control ->
                words.add(
                    Summary.Words.of(archive.text(Names.control(control.id(), "control.json")))));
    if (!archive.text(Names.SUMMARY).equals(Summary.html(manifest, words))) {
      sink.fail(Check.FIGURES, "summary.html is not what manifest and controls say");
    }
  }
}
