package dev.plainsight.agent.x11;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plainsight.contract.avro.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices and programs at the same display, on an Xorg whose hardware is a socket. */
@Timeout(120)
class HandTest {
  private static final String HARDWARE =
      """
      Section "ServerFlags"
        Option "AutoAddDevices" "false"
      EndSection
      Section "Device"
        Identifier "screen"
        Driver "dummy"
      EndSection
      Section "InputDevice"
        Identifier "mouse"
        Driver "inputtest"
        Option "DeviceType" "Pointer"
        Option "AccelerationProfile" "-1"
        Option "SocketPath" "%1$s/mouse"
      EndSection
      Section "InputDevice"
        Identifier "keyboard"
        Driver "inputtest"
        Option "DeviceType" "Keyboard"
        Option "SocketPath" "%1$s/keyboard"
      EndSection
      Section "InputDevice"
        Identifier "touchscreen"
        Driver "inputtest"
        Option "DeviceType" "Touch"
        Option "SocketPath" "%1$s/touchscreen"
      EndSection
      Section "ServerLayout"
        Identifier "desk"
        InputDevice "mouse" "CorePointer"
        InputDevice "keyboard" "CoreKeyboard"
        InputDevice "touchscreen" "SendCoreEvents"
      EndSection
      """;

  @TempDir Path folder;

  private final Recorder recorder = new Recorder();

  @Test
  void tellsAHandFromAProgram() throws Exception {
    try (VirtualDisplay display = xorg();
        X11Presence presence = watch(display);
        Hand mouse = new Hand(folder.resolve("mouse"));
        Hand keyboard = new Hand(folder.resolve("keyboard"))) {
      presence.poll();
      for (int key = 38; key < 42; key++) {
        keyboard.key(key);
      }
      keyboard.sync();
      for (int i = 0; i < 3; i++) {
        mouse.move(4, 3);
      }
      mouse.button(1, true);
      mouse.button(1, false);
      mouse.sync();
      presence.poll();
      display.xdotool("type", "--delay", "2", "ab");
      display.xdotool("click", "1", "mousemove_relative", "1", "1", "mousemove_relative", "1", "1");
      presence.poll();
    }
    assertEquals(6, recorder.sum(Presence::getKeys));
    assertEquals(2, recorder.sum(Presence::getInjectedKeys));
    assertEquals(2, recorder.sum(Presence::getClicks));
    assertEquals(1, recorder.sum(Presence::getInjectedClicks));
    assertEquals(5, recorder.sum(Presence::getMoves));
    assertEquals(2, recorder.sum(Presence::getInjectedMoves));
  }

  @Test
  void takesAFingerOnTheScreenForAHandNotForAPointerSetByAProgram() throws Exception {
    try (VirtualDisplay display = xorg();
        X11Presence presence = watch(display);
        Hand finger = new Hand(folder.resolve("touchscreen"))) {
      presence.poll();
      finger.touch(18, 1_000, 1_000);
      finger.touch(19, 2_000, 2_000);
      finger.touch(19, 3_000, 3_000);
      finger.touch(20, 3_000, 3_000);
      finger.sync();
      for (int turn = 0; turn < 20; turn++) {
        presence.poll();
      }
    }
    assertEquals(1, recorder.sum(Presence::getClicks));
    assertEquals(2, recorder.sum(Presence::getMoves));
    assertEquals(2, recorder.sum(Presence::getDrags));
    assertEquals(0, recorder.sum(Presence::getInjectedMoves));
  }

  private VirtualDisplay xorg() throws IOException {
    Path config = Files.writeString(folder.resolve("xorg.conf"), HARDWARE.formatted(folder));
    return VirtualDisplay.withHardware(config);
  }

  private X11Presence watch(VirtualDisplay display) {
    X11Options options = new X11Options(display.name(), "ada", "2", 60_000, 100, 100, false);
    return new X11Presence(options, Clock.systemUTC(), UnaryOperator.identity(), recorder);
  }
}
