package dev.plainsight.agent.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.plainsight.contract.presence.Scene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The window in front: what the window manager says, or without one the window with the input
 * focus, or under the pointer where the focus follows it. Nothing here fails when a window goes
 * while it is looked at; what cannot be read is empty.
 */
final class Front {
  private static final int ANCESTORS_MAX = 16;

  private final Pointer display;
  private final long root;
  private final Properties properties;
  private final String host = hostname();
  private final Memory out = new Memory(64);

  Front(Pointer display, long root, Properties properties) {
    this.display = display;
    this.root = root;
    this.properties = properties;
  }

  /** The window's id; 0: none. */
  long window() {
    long active = properties.number(root, "_NET_ACTIVE_WINDOW");
    return active != 0 ? active : topLevel(focused());
  }

  /** What the window shows, as it is: the caller redacts. */
  Scene scene(long window) {
    return window == 0
        ? Scene.NONE
        : new Scene(app(window), title(window), "", fillsScreen(window), false, false);
  }

  private long focused() {
    out.clear();
    Xlib.XGetInputFocus(display, out, out.share(8));
    long window = out.getLong(0);
    return window == Xlib.FOCUS_FOLLOWS_POINTER ? underPointer() : window;
  }

  private long underPointer() {
    out.clear();
    Xlib.XQueryPointer(
        display,
        root,
        out,
        out.share(8),
        out.share(16),
        out.share(20),
        out.share(24),
        out.share(28),
        out.share(32));
    return out.getLong(8);
  }

  /** The nearest ancestor with a class: focus may rest on a part of a window. */
  private long topLevel(long focused) {
    long window = focused;
    for (int i = 0; i < ANCESTORS_MAX && window != 0 && window != root; i++) {
      if (!properties.second(window, Xlib.WM_CLASS).isEmpty()) {
        return window;
      }
      window = parent(window);
    }
    return window == root ? 0 : focused;
  }

  private long parent(long window) {
    out.clear();
    int found = Xlib.XQueryTree(display, window, out, out.share(8), out.share(16), out.share(24));
    Pointer children = out.getPointer(16);
    if (children != null) {
      Xlib.XFree(children);
    }
    return found == 0 ? 0 : out.getLong(8);
  }

  /** The executable; the window's class where the program runs elsewhere or does not say. */
  private String app(long window) {
    long pid = properties.number(window, "_NET_WM_PID");
    String exe = pid > 0 && isLocal(window) ? executable(pid) : "";
    return exe.isEmpty() ? properties.second(window, Xlib.WM_CLASS) : exe;
  }

  private boolean isLocal(long window) {
    String machine = properties.text(window, Xlib.WM_CLIENT_MACHINE, StandardCharsets.ISO_8859_1);
    return machine.isEmpty() || machine.equals(host);
  }

  private String title(long window) {
    String title = properties.text(window, properties.atom("_NET_WM_NAME"), StandardCharsets.UTF_8);
    return title.isEmpty()
        ? properties.text(window, Xlib.WM_NAME, StandardCharsets.ISO_8859_1)
        : title;
  }

  private boolean fillsScreen(long window) {
    long fullscreen = properties.atom("_NET_WM_STATE_FULLSCREEN");
    return Arrays.stream(properties.numbers(window, "_NET_WM_STATE"))
            .anyMatch(state -> state == fullscreen)
        || covers(size(window), size(root));
  }

  private static boolean covers(long[] window, long[] screen) {
    return screen[0] > 0 && window[0] >= screen[0] && window[1] >= screen[1];
  }

  private long[] size(long drawable) {
    out.clear();
    Xlib.XGetGeometry(
        display,
        drawable,
        out,
        out.share(8),
        out.share(12),
        out.share(16),
        out.share(20),
        out.share(24),
        out.share(28));
    return new long[] {out.getInt(16), out.getInt(20)};
  }

  /** Readable for one's own programs and for root. */
  private static String executable(long pid) {
    try {
      String exe = Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).toString();
      return exe.endsWith(" (deleted)") ? exe.substring(0, exe.lastIndexOf(" (")) : exe;
    } catch (IOException e) {
      return "";
    }
  }

  private static String hostname() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
