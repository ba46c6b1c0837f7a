package dev.plainsight.agent.x11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import dev.plainsight.contract.presence.Scene;
import dev.plainsight.contract.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class X11PresenceTest {
  private static final long WAIT_NS_MAX = 60_000_000_000L;

  private final Recorder recorder = new Recorder();

  @Test
  void countsWhatIsTypedClickedAndMovedAndKnowsItForMadeBySoftware() throws Exception {
    try (VirtualDisplay display = new VirtualDisplay();
        X11Presence presence = watch(display.name())) {
      presence.poll();
      display.xdotool("type", "--delay", "2", "plainsight");
      display.xdotool("click", "1", "click", "3", "click", "4", "click", "5", "click", "5");
      display.xdotool(repeated(7, "mousemove_relative", "3", "4"));
      presence.poll();
      display.xdotool("mousedown", "1", "mousemove_relative", "5", "5", "mouseup", "1");
      presence.poll();
      presence.close();
    }
    assertEquals(10, recorder.sum(Presence::getKeys));
    assertEquals(10, recorder.sum(Presence::getInjectedKeys));
    assertEquals(3, recorder.sum(Presence::getClicks));
    assertEquals(3, recorder.sum(Presence::getInjectedClicks));
    assertEquals(3, recorder.sum(Presence::getWheel));
    assertEquals(8, recorder.sum(Presence::getMoves));
    assertEquals(8, recorder.sum(Presence::getInjectedMoves));
    assertEquals(1, recorder.sum(Presence::getDrags));
    assertEquals(List.of(PresenceState.IDLE, PresenceState.ACTIVE), recorder.states());
  }

  @Test
  void seesTheWindowThatTakesTheFocusAndTheProgramBehindIt() throws Exception {
    var xterm = Needs.program("xterm", "xterm");
    try (VirtualDisplay display = new VirtualDisplay();
        X11Presence presence = watch(display.name())) {
      display.start(xterm, "-T", "Quarterly figures", "-e", "cat");
      display.xdotool("search", "--sync", "--onlyvisible", "--class", "xterm", "windowfocus");
      awaitSlice(presence, X11PresenceTest::isXterm);
    }
  }

  private static boolean isXterm(Presence slice) {
    return slice.getTitle().equals("Quarterly figures")
        && slice.getApp().toLowerCase(Locale.ROOT).endsWith("xterm");
  }

  @Test
  void givesEachKeyToTheWindowThatHadTheFocusWhenItWasTyped() throws Exception {
    var xterm = Needs.program("xterm", "xterm");
    var xprop = VirtualDisplay.extra(Path.of("/usr/bin/xprop"), "x11-utils");
    try (VirtualDisplay display = new VirtualDisplay();
        X11Presence presence = watch(display.name())) {
      display.start(xterm, "-T", "mail", "-e", "cat");
      display.start(xterm, "-T", "ledger", "-e", "cat");
      presence.poll();
      for (String title : List.of("mail", "ledger", "mail")) {
        String window = display.windowTitled(title);
        String property = "_NET_ACTIVE_WINDOW";
        display.run(xprop, "-root", "-f", property, "32x", "-set", property, window);
        display.xdotool("type", "--delay", "2", title);
        presence.poll();
      }
    }
    assertEquals(
        List.of("mail 4", "ledger 6", "mail 4"),
        recorder.slices().stream()
            .filter(slice -> slice.getKeys() > 0)
            .map(slice -> slice.getTitle() + " " + slice.getKeys())
            .toList());
  }

  @Test
  void outlivesTheServerAndPicksItUpAgain() throws Exception {
    try (VirtualDisplay display = new VirtualDisplay();
        X11Presence presence = watch(display.name())) {
      presence.poll();
      display.xdotool("type", "--delay", "2", "abc");
      presence.poll();
      display.kill();
      await(presence, () -> presence.status().contains("went away"));
      await(presence, () -> presence.status().contains("no "));
      display.startAgain();
      await(presence, () -> presence.status().startsWith("watching"));
      display.xdotool("type", "--delay", "2", "defg");
      presence.poll();
      presence.close();
    }
    assertEquals(
        List.of(PresenceState.IDLE, PresenceState.ACTIVE, PresenceState.AWAY), recorder.states());
    assertTrue(recorder.has(slice -> slice.getDetail().endsWith(" went away")));
    assertEquals(7, recorder.sum(Presence::getKeys));
  }

  @Test
  void outlivesTenServersEachKilledInTheMiddleOfATypedWord() throws Exception {
    var xdotool = Needs.program("xdotool", "xdotool");
    try (VirtualDisplay display = new VirtualDisplay();
        X11Presence presence = watch(display.name())) {
      await(presence, () -> presence.status().startsWith("watching"));
      long descriptors = openDescriptors();
      for (int i = 0; i < 10; i++) {
        display.start(xdotool, "type", "--delay", "1", "incomprehensibilities".repeat(100));
        presence.poll();
        presence.poll();
        display.kill();
        await(presence, () -> presence.status().startsWith("no display"));
        display.startAgain();
        await(presence, () -> presence.status().startsWith("watching"));
      }
      assertTrue(openDescriptors() < descriptors + 10, "one descriptor lost per server");
    }
  }

  private static long openDescriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Test
  void takesAPointerSetByAProgramForInjected() throws Exception {
    try (VirtualDisplay display = new VirtualDisplay();
        X11Presence presence = watch(display.name())) {
      presence.poll();
      display.xdotool("mousemove", "300", "200");
      awaitSlice(presence, slice -> slice.getInjectedMoves() > 0);
    }
    assertEquals(1, recorder.sum(Presence::getMoves));
    assertEquals(1, recorder.sum(Presence::getInjectedMoves));
  }

  @Test
  void isAwayAndSaysWhyWhereThereIsNoDisplay() {
    try (X11Presence presence = watch("")) {
      presence.poll();
      presence.poll();
    }
    assertEquals(List.of(PresenceState.AWAY), recorder.states());
    assertTrue(recorder.has(slice -> slice.getDetail().equals("no display: DISPLAY is not set")));
  }

  @Test
  void isAwayWhereNoServerRuns() {
    try (X11Presence presence = watch(":59999")) {
      presence.poll();
      presence.poll();
    }
    assertTrue(recorder.has(s -> s.getDetail().equals("no display: no X server runs at :59999")));
  }

  private X11Presence watch(String display) {
    X11Options options = new X11Options(display, "ada", "2", 60_000, 100, 100, false);
    return new X11Presence(options, Clock.systemUTC(), UnaryOperator.<Scene>identity(), recorder);
  }

  /** A lock and its end cut the open slice, so that it can be read. */
  private void awaitSlice(X11Presence presence, Predicate<Presence> slice) {
    await(
        presence,
        () -> {
          presence.locked(true);
          presence.poll();
          presence.locked(false);
          presence.poll();
          return recorder.has(slice);
        });
  }

  private static void await(X11Presence presence, BooleanSupplier condition) {
    long endNs = System.nanoTime() + WAIT_NS_MAX;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > endNs) {
        fail("after 60 s: " + presence.status());
      }
      presence.poll();
    }
  }

  private static String[] repeated(int times, String... command) {
    String[] all = new String[times * command.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = command[i % command.length];
    }
    return all;
  }
}
