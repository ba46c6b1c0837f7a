package dev.plainsight.agent.x11;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** libXi: raw events of every input device. Numbers are those of XInput 2.2's protocol. */
@SuppressWarnings("MemberName")
final class XInput {
  static final int ALL_DEVICES = 0;
  static final int SLAVE_POINTER = 3;
  static final int HIERARCHY_CHANGED = 11;
  static final int RAW_KEY_PRESS = 13;
  static final int RAW_BUTTON_PRESS = 15;
  static final int RAW_BUTTON_RELEASE = 16;
  static final int RAW_MOTION = 17;
  static final int RAW_TOUCH_BEGIN = 22;
  static final int RAW_TOUCH_UPDATE = 23;
  static final int RAW_TOUCH_END = 24;

  static {
    Native.register(XInput.class, NativeLibrary.getInstance("libXi.so.6"));
  }

  private XInput() {}

  static native int XIQueryVersion(Pointer display, Pointer major, Pointer minor);

  static native int XISelectEvents(Pointer display, long window, Pointer masks, int count);

  static native @Nullable Pointer XIQueryDevice(Pointer display, int device, Pointer count);

  static native void XIFreeDeviceInfo(Pointer devices);

  static native int XIGetProperty(
      Pointer display,
      int device,
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
}
