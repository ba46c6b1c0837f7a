package dev.plainsight.agent.x11;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** libXss: for how long the server has had no input. */
@SuppressWarnings("MemberName")
final class XScreenSaver {
  static final int INFO_BYTES = 40;
  static final int IDLE_AT = 24;

  static {
    Native.register(XScreenSaver.class, NativeLibrary.getInstance("libXss.so.1"));
  }

  private XScreenSaver() {}

  static native int XScreenSaverQueryExtension(
      Pointer display, Pointer firstEvent, Pointer firstError);

  static native int XScreenSaverQueryInfo(Pointer display, long drawable, Pointer info);
}
