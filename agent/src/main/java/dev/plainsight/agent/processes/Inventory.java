package dev.plainsight.agent.processes;

import java.util.Objects;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import oshi.SystemInfo;
import oshi.hardware.UsbDevice;

/** What machine this is, in one line for the START event. Asked once: it is not cheap. */
public final class Inventory {
  private static final Logger LOG = Logger.getLogger(Inventory.class.getName());
  private static final int USB_MAX = 20;

  private Inventory() {}

  /** System, boot and USB devices; what cannot be seen is left out. */
  public static String told() {
    try {
      SystemInfo info = new SystemInfo();
      return "os: "
          + info.getOperatingSystem()
          + "; booted at "
          + java.time.Instant.ofEpochSecond(info.getOperatingSystem().getSystemBootTime())
          + "; usb: "
          + info.getHardware().getUsbDevices(false).stream()
              .map(Inventory::name)
              .filter(name -> !name.isBlank())
              .distinct()
              .limit(USB_MAX)
              .collect(Collectors.joining(", "));
    } catch (RuntimeException | LinkageError e) {
      LOG.warning("no inventory of this machine: " + e);
      return "";
    }
  }

  private static String name(UsbDevice device) {
    String ids =
        Objects.toString(device.getVendorId(), "")
            + ":"
            + Objects.toString(device.getProductId(), "");
    return ids.replace("0x", "") + " " + device.getName();
  }
}
