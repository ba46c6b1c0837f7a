package dev.plainsight.agent.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open display. After the server has gone every call returns at once, with nothing in it, and
 * {@link #isLost} says so. For one thread.
 */
final class Connection implements AutoCloseable {
  private static final int COOKIE_EXTENSION_AT = 32;
  private static final int COOKIE_TYPE_AT = 36;
  private static final int COOKIE_DATA_AT = 48;
  private static final int PROPERTY_ATOM_AT = 40;
  private static final int RAW_TIME_AT = 40;
  private static final int RAW_DEVICE_AT = 48;
  private static final int RAW_DETAIL_AT = 56;
  private static final int RAW_MASK_LENGTH_AT = 64;
  private static final int RAW_MASK_AT = 72;
  private static final int X_AND_Y = 0b11;
  private static final int ANY_BUTTON = 0x1F00;
  private static final int POLLIN = 1;

  private final Pointer display;
  private final long root;
  private final Properties properties;
  private final Front front;
  private final int inputOpcode;
  private final Memory event = new Memory(Xlib.EVENT_BYTES);
  private final Memory out = new Memory(64);
  private final Memory descriptor = new Memory(8);
  // Held for as long as the display: Xlib keeps only its address.
  private final Xlib.ExitHandler onLost = (display, data) -> this.lost = true;
  private Devices devices;
  private boolean buttonDown;
  private boolean lost;

  private Connection(Pointer display) throws NoDisplay {
    this.display = display;
    Xlib.XSetIOErrorExitHandler(display, onLost, null);
    root = Xlib.XDefaultRootWindow(display);
    properties = new Properties(display);
    front = new Front(display, root, properties);
    inputOpcode = extension("XInputExtension");
    extension("MIT-SCREEN-SAVER");
    devices = Devices.of(display, properties);
    select();
    descriptor.setInt(0, Xlib.XConnectionNumber(display));
    descriptor.setInt(4, POLLIN);
  }

  /** Opens the display, or says why that cannot be. */
  static Connection open(DisplayName name) throws NoDisplay {
    if (!Libraries.missing().isEmpty()) {
      throw new NoDisplay("no display: " + Libraries.missing());
    }
    Pointer display = Xlib.XOpenDisplay(name.toString());
    if (display == null) {
      throw new NoDisplay(name.refusal());
    }
    try {
      return new Connection(display);
    } catch (NoDisplay e) {
      Xlib.XCloseDisplay(display);
      throw e;
    }
  }

  boolean isLost() {
    return lost;
  }

  boolean isRemote() {
    return devices.areRemote();
  }

  Front front() {
    return front;
  }

  /** Waits until the server has something to tell, at most so long. */
  void await(long timeoutMs) {
    if (!lost && Xlib.XPending(display) == 0) {
      descriptor.setShort(6, (short) 0);
      Libc.poll(descriptor, 1, (int) timeoutMs);
    }
  }

  /**
   * What came since the last call, in order, up to a change of the window in front.
   *
   * @return whether that changed, so that the rest is still to be drained
   */
  boolean drain(List<RawInput> into) {
    while (!lost && Xlib.XPending(display) > 0) {
      Xlib.XNextEvent(display, event);
      if (lost) {
        return false;
      }
      int type = event.getInt(0);
      if (type == Xlib.PROPERTY_NOTIFY
          && event.getLong(PROPERTY_ATOM_AT) == properties.atom("_NET_ACTIVE_WINDOW")) {
        return true;
      }
      if (type == Xlib.GENERIC_EVENT && event.getInt(COOKIE_EXTENSION_AT) == inputOpcode) {
        input(into);
      }
    }
    return false;
  }

  /** For how long the server has had no input, by its own clock. */
  long idleMs() {
    out.clear();
    int told = XScreenSaver.XScreenSaverQueryInfo(display, root, out);
    return told == 0 ? Long.MAX_VALUE / 2 : out.getLong(XScreenSaver.IDLE_AT);
  }

  Point pointer() {
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
    buttonDown = (out.getInt(32) & ANY_BUTTON) != 0;
    return new Point(out.getInt(16), out.getInt(20));
  }

  /** As of the last look at the pointer. */
  boolean isButtonDown() {
    return buttonDown;
  }

  @Override
  public void close() {
    Xlib.XCloseDisplay(display);
  }

  private int extension(String name) throws NoDisplay {
    int there = Xlib.XQueryExtension(display, name, out, out.share(4), out.share(8));
    if (there == 0) {
      throw new NoDisplay("no display: the X server lacks the extension " + name);
    }
    return out.getInt(0);
  }

  /** Raw events come to the root window whoever has the pointer grabbed, from version 2.1 on. */
  private void select() throws NoDisplay {
    out.setInt(0, 2);
    out.setInt(4, 2);
    if (XInput.XIQueryVersion(display, out, out.share(4)) != 0) {
      throw new NoDisplay("no display: the X server lacks version 2.2 of XInputExtension");
    }
    int bits =
        1 << XInput.HIERARCHY_CHANGED
            | 1 << XInput.RAW_KEY_PRESS
            | 1 << XInput.RAW_BUTTON_PRESS
            | 1 << XInput.RAW_BUTTON_RELEASE
            | 1 << XInput.RAW_MOTION
            | 1 << XInput.RAW_TOUCH_BEGIN
            | 1 << XInput.RAW_TOUCH_UPDATE
            | 1 << XInput.RAW_TOUCH_END;
    out.setInt(16, bits);
    out.setInt(0, XInput.ALL_DEVICES);
    out.setInt(4, 4);
    out.setPointer(8, out.share(16));
    XInput.XISelectEvents(display, root, out, 1);
    Xlib.XSelectInput(display, root, Xlib.PROPERTY_CHANGE_MASK);
  }

  private void input(List<RawInput> into) {
    if (Xlib.XGetEventData(display, event) == 0) {
      return;
    }
    try {
      int type = event.getInt(COOKIE_TYPE_AT);
      if (type == XInput.HIERARCHY_CHANGED) {
        devices = Devices.of(display, properties);
      } else {
        RawInput input = decode(type, event.getPointer(COOKIE_DATA_AT));
        if (input != null) {
          into.add(input);
        }
      }
    } finally {
      Xlib.XFreeEventData(display, event);
    }
  }

  private @Nullable RawInput decode(int type, Pointer raw) {
    InputDevice device = devices.slave(raw.getInt(RAW_DEVICE_AT));
    RawInput.Kind kind = device == null ? null : kind(type, raw);
    return device == null || kind == null
        ? null
        : new RawInput(kind, code(type, raw), raw.getLong(RAW_TIME_AT), device);
  }

  /** A touch's detail is its number, not a button. */
  private static int code(int type, Pointer raw) {
    return type >= XInput.RAW_TOUCH_BEGIN ? 1 : raw.getInt(RAW_DETAIL_AT);
  }

  /**
   * Touching is a press of button 1; a move without x and y is the wheel's, told as buttons too.
   */
  private static RawInput.@Nullable Kind kind(int type, Pointer raw) {
    return switch (type) {
      case XInput.RAW_KEY_PRESS -> RawInput.Kind.KEY;
      case XInput.RAW_BUTTON_PRESS, XInput.RAW_TOUCH_BEGIN -> RawInput.Kind.BUTTON_DOWN;
      case XInput.RAW_BUTTON_RELEASE, XInput.RAW_TOUCH_END -> RawInput.Kind.BUTTON_UP;
      case XInput.RAW_TOUCH_UPDATE -> RawInput.Kind.MOVE;
      case XInput.RAW_MOTION -> movesPointer(raw) ? RawInput.Kind.MOVE : null;
      default -> null;
    };
  }

  private static boolean movesPointer(Pointer raw) {
    return raw.getInt(RAW_MASK_LENGTH_AT) > 0
        && (raw.getPointer(RAW_MASK_AT).getByte(0) & X_AND_Y) != 0;
  }
}
