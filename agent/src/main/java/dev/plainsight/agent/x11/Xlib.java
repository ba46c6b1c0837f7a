package dev.plainsight.agent.x11;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * libX11, as far as presence needs it. Loading this class loads the library: see {@link Libraries}.
 * XIDs, atoms and times are C longs of 64 bits.
 */
@SuppressWarnings("MemberName")
final class Xlib {
  static final int EVENT_BYTES = 192;
  static final int PROPERTY_NOTIFY = 28;
  static final int GENERIC_EVENT = 35;
  static final long PROPERTY_CHANGE_MASK = 1L << 22;
  static final long ANY_TYPE = 0;
  static final long WM_CLIENT_MACHINE = 36;
  static final long WM_NAME = 39;
  static final long WM_CLASS = 67;
  static final long FOCUS_FOLLOWS_POINTER = 1;

  static {
    Native.register(Xlib.class, NativeLibrary.getInstance("libX11.so.6"));
  }

  private Xlib() {}

  /** Called for a request that the server refuses, such as on a window that is just gone. */
  interface ErrorHandler extends Callback {
    int refused(Pointer display, Pointer error);
  }

  /** Called when the connection breaks, before {@link ExitHandler}. */
  interface IoErrorHandler extends Callback {
    int broken(Pointer display);
  }

  /** Called when the connection is broken; Xlib's own ends the process. */
  interface ExitHandler extends Callback {
    void lost(Pointer display, @Nullable Pointer data);
  }

  static native @Nullable Pointer XSetErrorHandler(ErrorHandler handler);

  static native @Nullable Pointer XSetIOErrorHandler(IoErrorHandler handler);

  static native void XSetIOErrorExitHandler(
      Pointer display, ExitHandler handler, @Nullable Pointer data);

  static native @Nullable Pointer XOpenDisplay(String name);

  static native int XCloseDisplay(Pointer display);

  static native int XConnectionNumber(Pointer display);

  static native int XPending(Pointer display);

  static native int XNextEvent(Pointer display, Pointer event);

  static native int XGetEventData(Pointer display, Pointer cookie);

  static native void XFreeEventData(Pointer display, Pointer cookie);

  static native long XDefaultRootWindow(Pointer display);

  static native long XInternAtom(Pointer display, String name, int onlyIfExists);

  static native int XSelectInput(Pointer display, long window, long mask);

  static native int XQueryExtension(
      Pointer display, String name, Pointer opcode, Pointer firstEvent, Pointer firstError);

  static native int XGetInputFocus(Pointer display, Pointer window, Pointer revertTo);

  static native int XQueryTree(
      Pointer display, long window, Pointer root, Pointer parent, Pointer children, Pointer count);

  static native int XQueryPointer(
      Pointer display,
      long window,
      Pointer root,
      Pointer child,
      Pointer rootX,
      Pointer rootY,
      Pointer x,
      Pointer y,
      Pointer mask);

  static native int XGetGeometry(
      Pointer display,
      long drawable,
      Pointer root,
      Pointer x,
      Pointer y,
      Pointer width,
      Pointer height,
      Pointer border,
      Pointer depth);

  static native int XGetWindowProperty(
      Pointer display,
      long window,
      long property,
      long offset,
      long length,
      int delete,
      long type,
      Pointer actualType,
      Pointer actualFormat,
      Pointer items,
      Pointer bytesAfter,
      Pointer data);

  static native int XFree(Pointer data);
}
