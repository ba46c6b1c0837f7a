package dev.plainsight.agent.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Properties of windows and devices. What is not there, or its window just gone, reads as empty.
 */
final class Properties {
  /** In units of 4 bytes: 1,024 bytes, so that no text is longer than an event's may be. */
  private static final long LENGTH_MAX = 256;

  private static final int BITS_PER_LONG_ITEM = 32;

  private final Pointer display;
  private final Map<String, Long> atoms = new HashMap<>();
  private final Memory out = new Memory(40);

  Properties(Pointer display) {
    this.display = display;
  }

  long atom(String name) {
    return atoms.computeIfAbsent(name, n -> Xlib.XInternAtom(display, n, 0));
  }

  /** Text up to its end or a NUL. */
  String text(long window, long property, Charset charset) {
    String whole = new String(bytes(window, property), charset);
    int end = whole.indexOf('\0');
    return end < 0 ? whole : whole.substring(0, end);
  }

  /** The second of two texts, each ended by a NUL: in WM_CLASS the application's class. */
  String second(long window, long property) {
    String whole = new String(bytes(window, property), StandardCharsets.ISO_8859_1);
    int start = whole.indexOf('\0') + 1;
    int end = whole.indexOf('\0', start);
    return end < 0 ? whole.substring(start) : whole.substring(start, end);
  }

  long number(long window, String property) {
    long[] numbers = numbers(window, property);
    return numbers.length == 0 ? 0 : numbers[0];
  }

  /** Xlib gives each 32-bit item of a window's property as a C long. */
  long[] numbers(long window, String property) {
    Pointer data = windowData(window, atom(property), BITS_PER_LONG_ITEM);
    if (data == null) {
      return new long[0];
    }
    try {
      return data.getLongArray(0, items());
    } finally {
      Xlib.XFree(data);
    }
  }

  /** A device's items of 8 or 32 bits; here Xlib packs 32-bit items. */
  int[] deviceNumbers(int device, String property) {
    out.clear();
    int status =
        XInput.XIGetProperty(
            display,
            device,
            atom(property),
            0,
            LENGTH_MAX,
            0,
            Xlib.ANY_TYPE,
            out,
            out.share(8),
            out.share(16),
            out.share(24),
            out.share(32));
    Pointer data = status == 0 ? out.getPointer(32) : null;
    if (data == null) {
      return new int[0];
    }
    try {
      int[] numbers = new int[items()];
      boolean wide = out.getInt(8) == BITS_PER_LONG_ITEM;
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = wide ? data.getInt(4L * i) : data.getByte(i);
      }
      return numbers;
    } finally {
      Xlib.XFree(data);
    }
  }

  private byte[] bytes(long window, long property) {
    Pointer data = windowData(window, property, 8);
    if (data == null) {
      return new byte[0];
    }
    try {
      return data.getByteArray(0, items());
    } finally {
      Xlib.XFree(data);
    }
  }

  /** To be freed by the caller; null where there is none of that format. */
  private @Nullable Pointer windowData(long window, long property, int format) {
    out.clear();
    int status =
        Xlib.XGetWindowProperty(
            display,
            window,
            property,
            0,
            LENGTH_MAX,
            0,
            Xlib.ANY_TYPE,
            out,
            out.share(8),
            out.share(16),
            out.share(24),
            out.share(32));
    Pointer data = status == 0 ? out.getPointer(32) : null;
    if (data != null && out.getInt(8) != format) {
      Xlib.XFree(data);
      return null;
    }
    return data;
  }

  private int items() {
    return (int) out.getLong(16);
  }
}
