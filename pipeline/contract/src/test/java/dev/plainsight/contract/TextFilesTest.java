package dev.plainsight.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
  private static final Pattern YAML = Pattern.compile(".*\\.ya?ml");

  @TempDir Path folder;

  @Test
  void readsFoldersZipFilesAndOneFileAlone() throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(folder.resolve("b/two.yaml"), "2");
    Files.writeString(folder.resolve("one.yml"), "ä");
    Files.writeString(folder.resolve("notes.txt"), "no rule");
    Map<String, String> wanted = Map.of("b/two.yaml", "2", "one.yml", "ä");

    Map<String, String> read = TextFiles.read(folder, YAML);

    assertEquals(wanted, read);
    assertEquals(List.of("b/two.yaml", "one.yml"), List.copyOf(read.keySet()));
    assertEquals(Map.of("notes.txt", "no rule"), TextFiles.read(folder.resolve("notes.txt"), YAML));
    Path zip = folder.resolve("all.zip");
    zip(zip, Map.of("b/two.yaml", "2", "one.yml", "ä", "notes.txt", "no rule"));
    assertEquals(wanted, TextFiles.read(zip, YAML));
  }

  @Test
  void stopsAtItsBounds() throws IOException {
    Path one = folder.resolve("large.zip");
    zip(one, Map.of("large.yml", "x".repeat(TextFiles.FILE_MAX + 1)));
    Path many = folder.resolve("many.zip");
    try (OutputStream out = Files.newOutputStream(many);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 18; i++) {
        zip.putNextEntry(new ZipEntry(i + ".yml"));
        zip.write(new byte[TextFiles.FILE_MAX]);
      }
    }
    assertTrue(Files.size(one) < 10_000, "a file that unpacks to much more than it is");
    assertTrue(refusal(one).endsWith("large.zip: large.yml is larger than 1000000 bytes"));
    assertTrue(
        refusal(many)
            .endsWith("many.zip holds more than 16 MiB or 20000 files; give less at a time"));
  }

  private static String refusal(Path place) {
    return String.valueOf(
        assertThrows(IOException.class, () -> TextFiles.read(place, YAML)).getMessage());
  }

  private static void zip(Path file, Map<String, String> texts) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        zip.putNextEntry(new ZipEntry(text.getKey()));
        zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
