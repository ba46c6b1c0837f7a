package dev.plainsight.agent.x11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {
  @TempDir Path cards;

  @Test
  void readsTheNamesOfDisplays() throws NoDisplay {
    assertEquals(new DisplayName("", 0), DisplayName.parse(":0"));
    assertEquals(new DisplayName("", 12), DisplayName.parse("unix/:12.0"));
    assertEquals(new DisplayName("localhost", 10), DisplayName.parse("localhost:10.0"));
    assertTrue(DisplayName.parse(":1").isLocal());
    assertFalse(DisplayName.parse("localhost:10.0").isLocal());
    assertEquals(
        "no display: DISPLAY is 'screen'; it must be like :0",
        assertThrows(NoDisplay.class, () -> DisplayName.parse("screen")).reason());
  }

  @Test
  void hearsAMicrophoneThatRuns() throws IOException {
    Path pcm = Files.createDirectories(cards.resolve("card1/pcm0c/sub0"));
    Path playing = Files.createDirectories(cards.resolve("card1/pcm0p/sub0"));
    Files.writeString(playing.resolve("status"), "state: RUNNING\n");
    Microphone microphone = new Microphone(cards);
    assertFalse(microphone.isInUse());
    Files.writeString(pcm.resolve("status"), "closed\n");
    assertFalse(microphone.isInUse());
    Files.writeString(pcm.resolve("status"), "state: RUNNING\nowner_pid   : 77\n");
    assertTrue(microphone.isInUse());
    assertFalse(new Microphone(cards.resolve("none")).isInUse());
  }

  @Test
  void knowsTheDevicesOfRemoteDesktops() {
    assertTrue(Devices.isRemote("xrdpMouse"));
    assertTrue(Devices.isRemote("TigerVNC keyboard"));
    assertFalse(Devices.isRemote("Virtual core XTEST pointer"));
  }

  @Test
  void writesVendorAndProductLikeEverybodyDoes() {
    assertEquals("046d:c077", Devices.productId(new int[] {0x46d, 0xc077}));
    assertEquals("", Devices.productId(new int[] {0, 0}));
    assertEquals("", Devices.productId(new int[0]));
  }

  @Test
  void refusesATimeOutOfItsBoundsByName() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new X11Options(":0", "ada", "", 10, 1_000, 10_000, false));
    assertEquals(
        "presence: idle_ms is 10; it must be 1000..3600000", String.valueOf(refused.getMessage()));
  }

  @Test
  void takesTheDisplayOfItsEnvironment() {
    X11Options options = X11Options.of(Map.of("DISPLAY", ":7", "SSH_CONNECTION", "a 1 b 2"));
    assertEquals(":7", options.display());
    assertEquals(":7", options.sessionId());
    assertTrue(options.remote());
    assertEquals("", X11Options.of(Map.of()).display());
  }
}
