package dev.plainsight.agent.x11;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.List;

/**
 * Loads the X libraries on first need, once, so that a machine without them runs the agent too; and
 * takes from Xlib its habit of ending the process. The handlers are one for the whole process:
 * nothing else in it (such as AWT) may use Xlib.
 */
final class Libraries {
  /** Held for good, for Xlib keeps only their addresses. */
  private static final List<Callback> HANDLERS =
      List.of((Xlib.ErrorHandler) (display, error) -> 0, (Xlib.IoErrorHandler) display -> 0);

  private static final String MISSING = load();

  private Libraries() {}

  /** Why X cannot be used on this machine; empty: it can. */
  static String missing() {
    return MISSING;
  }

  /** JNA's own messages are left out: they list the whole class path. */
  private static String load() {
    try {
      if (Native.LONG_SIZE != Long.BYTES) {
        return "the X collector needs a 64-bit machine";
      }
    } catch (LinkageError e) {
      return "JNA cannot load its native part (is java.io.tmpdir mounted noexec?)";
    }
    try {
      NativeLibrary.getInstance("libX11.so.6").getFunction("XSetIOErrorExitHandler");
    } catch (LinkageError e) {
      return "libX11 1.7 or newer is missing (Debian package libx11-6)";
    }
    try {
      touch(XInput.class, XScreenSaver.class);
    } catch (LinkageError e) {
      return "libXi.so.6 or libXss.so.1 is missing (Debian packages libxi6, libxss1)";
    }
    Xlib.XSetErrorHandler((Xlib.ErrorHandler) HANDLERS.get(0));
    Xlib.XSetIOErrorHandler((Xlib.IoErrorHandler) HANDLERS.get(1));
    return "";
  }

  private static void touch(Class<?>... bindings) {
    for (Class<?> binding : bindings) {
      try {
        Class.forName(binding.getName());
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
