package dev.plainsight.agent.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The slave devices of a display. Masters repeat what their slaves do, and are left out. The XTEST
 * devices are told by a property of the server's own that no client can change, and by name where a
 * server lacks it.
 */
final class Devices {
  private static final int INFO_BYTES = 40;
  private static final int NAME_AT = 8;
  private static final int USE_AT = 16;

  private final Map<Integer, InputDevice> slaves = new HashMap<>();

  /** Asks the server anew. */
  static Devices of(Pointer display, Properties properties) {
    Devices devices = new Devices();
    Memory count = new Memory(4);
    Pointer infos = XInput.XIQueryDevice(display, XInput.ALL_DEVICES, count);
    if (infos != null) {
      for (int i = 0; i < count.getInt(0); i++) {
        devices.add(infos.share((long) INFO_BYTES * i), properties);
      }
      XInput.XIFreeDeviceInfo(infos);
    }
    return devices;
  }

  @Nullable InputDevice slave(int id) {
    return slaves.get(id);
  }

  /** The devices of xrdp's and the VNC servers' own X servers bear their names. */
  boolean areRemote() {
    return slaves.values().stream().anyMatch(device -> isRemote(device.name()));
  }

  static boolean isRemote(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("xrdp") || lower.contains("vnc");
  }

  static String productId(int[] vendorAndProduct) {
    boolean told = vendorAndProduct.length == 2 && vendorAndProduct[0] != 0;
    return told ? String.format("%04x:%04x", vendorAndProduct[0], vendorAndProduct[1]) : "";
  }

  private void add(Pointer info, Properties properties) {
    if (info.getInt(USE_AT) < XInput.SLAVE_POINTER) {
      return;
    }
    int id = info.getInt(0);
    Pointer text = info.getPointer(NAME_AT);
    String name = text == null ? "" : text.getString(0);
    int[] xtest = properties.deviceNumbers(id, "XTEST Device");
    boolean injected = xtest.length > 0 ? xtest[0] != 0 : name.contains("XTEST");
    String productId = productId(properties.deviceNumbers(id, "Device Product ID"));
    slaves.put(id, new InputDevice(name, injected, productId));
  }
}
