package dev.plainsight.local.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.contract.avro.Presence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MouseSessionTest {
  private static final String HEAD = "record timestamp,client timestamp,button,state,x,y\n";

  @TempDir private Path folder;

  @Test
  void countsWhatTheHandDid() throws IOException {
    MouseSession session =
        read(
            """
            0.0,0.0,NoButton,Move,10,10
            0.1,0.1,NoButton,Move,13,14
            2.2,2.2,Left,Pressed,13,14
            2.3,2.3,NoButton,Drag,20,14
            2.4,2.4,Left,Released,20,14
            3.0,3.0,Scroll,Down,20,14
            """);
    Presence slice = Objects.requireNonNull(session.slices().get(0).getPresence());
    assertEquals(
        List.of(3, 1, 1, 1, 12),
        List.of(
            slice.getMoves(),
            slice.getDrags(),
            slice.getClicks(),
            slice.getWheel(),
            slice.getPathPx()));
    assertEquals(2, slice.getGapN());
    assertEquals(2_100, slice.getGapMaxMs());
  }

  @Test
  void namesTheLineThatIsNoInput() {
    assertTold(
        "line 3 is no recorded input: 5 fields; it must have 6",
        "0,0,NoButton,Move,1,1\n0,0,NoButton,Move,1\n");
    assertTold("line 2 is no recorded input: state 'Jump'", "0,0,NoButton,Jump,1,1\n");
  }

  private void assertTold(String message, String lines) {
    String told = assertThrows(IOException.class, () -> read(lines)).getMessage();
    assertTrue(told != null && told.contains(message), told);
  }

  private MouseSession read(String lines) throws IOException {
    Path file = folder.resolve("session.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((HEAD + lines).getBytes(StandardCharsets.UTF_8));
    }
    return MouseSession.read(file);
  }
}
