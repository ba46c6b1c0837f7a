package dev.plainsight.agent.x11;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/** Waiting for a connection without turning in circles. */
final class Libc {
  static {
    Native.register(Libc.class, NativeLibrary.getInstance(Platform.C_LIBRARY_NAME));
  }

  private Libc() {}

  static native int setenv(String name, String value, int overwrite);

  static native int poll(Pointer descriptors, long count, int timeoutMs);
}
