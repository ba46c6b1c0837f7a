package dev.plainsight.evidence.pack;

import dev.plainsight.evidence.Bytes;
import dev.plainsight.evidence.Rows;
import dev.plainsight.evidence.seal.SealKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Takes a good package and lies: as one who found it, or as one who holds the key. */
public final class Forge {
  private final Map<String, String> files = new TreeMap<>();

  public Forge(Path good) throws IOException {
    try (ZipFile zip = new ZipFile(good.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        try (InputStream in = zip.getInputStream(entry)) {
          files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
  }

  public String text(String path) {
    String text = files.get(path);
    if (text == null) {
      throw new IllegalArgumentException("no file " + path);
    }
    return text;
  }

  public Forge put(String path, String text) {
    files.put(path, text);
    return this;
  }

  public Forge remove(String path) {
    files.remove(path);
    return this;
  }

  public Forge edit(String path, UnaryOperator<String> edit) {
    String edited = edit.apply(text(path));
    if (edited.equals(text(path))) {
      throw new IllegalStateException("the lie changes nothing in " + path);
    }
    return put(path, edited);
  }

  public Manifest manifest() {
    return Manifest.of(text(Manifest.FILE));
  }

  /** States hashes, sizes, row counts and the summary anew, and signs, as only the key can. */
  public Forge signed(SealKey key, UnaryOperator<Manifest> edit) {
    Manifest stated = edit.apply(manifest());
    List<Summary.Words> words = new ArrayList<>();
    stated
        .controls()
        .forEach(
            control ->
                words.add(Summary.Words.of(text(Names.control(control.id(), "control.json")))));
    put(Names.SUMMARY, Summary.html(stated, words));
    Map<String, FileEntry> before = new TreeMap<>();
    stated.files().forEach(file -> before.put(file.path(), file));
    List<FileEntry> entries = new ArrayList<>();
    files.forEach(
        (path, text) -> {
          if (!path.equals(Manifest.FILE) && !path.equals(Manifest.ENVELOPE)) {
            entries.add(entry(path, text, before.get(path), text(path)));
          }
        });
    return sign(with(stated, entries), key);
  }

  private static FileEntry entry(String path, String text, @Nullable FileEntry before, String now) {
    byte[] bytes = Bytes.utf8(text);
    String sha256 = Bytes.hex(Bytes.sha256(bytes));
    boolean same = before != null && before.sha256().equals(sha256); // a stated count stays
    long rows =
        path.endsWith(".csv")
            ? Rows.of(now).rows().size()
            : path.endsWith(".jsonl") ? now.lines().count() : 0;
    return new FileEntry(
        path,
        bytes.length,
        sha256,
        before == null ? "scope" : before.role(),
        before != null && same ? before.rows() : rows);
  }

  /** Signs the manifest as it is given. */
  public Forge sign(Manifest manifest, SealKey key) {
    put(Manifest.FILE, manifest.json());
    return put(Manifest.ENVELOPE, Envelope.sign(manifest, key).json());
  }

  public static Manifest with(Manifest manifest, List<FileEntry> files) {
    return new Manifest(
        manifest.organisation(),
        manifest.type(),
        manifest.period(),
        manifest.revision(),
        manifest.preparedBy(),
        manifest.previousDigest(),
        manifest.keyName(),
        manifest.keyFingerprint(),
        manifest.controls(),
        manifest.figures(),
        files);
  }

  public static Manifest with(Manifest manifest, List<ControlSummary> controls, Figures figures) {
    return new Manifest(
        manifest.organisation(),
        manifest.type(),
        manifest.period(),
        manifest.revision(),
        manifest.preparedBy(),
        manifest.previousDigest(),
        manifest.keyName(),
        manifest.keyFingerprint(),
        controls,
        figures,
        manifest.files());
  }

  public Path write(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(Bytes.utf8(entry.getValue()));
        zip.closeEntry();
      }
    }
    return file;
  }
}
