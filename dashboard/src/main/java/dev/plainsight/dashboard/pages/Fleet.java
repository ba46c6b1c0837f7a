package dev.plainsight.dashboard.pages;

import dev.plainsight.store.read.Devices.Device;
import java.util.List;

/**
 * The devices by what is known of them now.
 *
 * @param devices the roster's, seen or not, and those no roster knows
 */
public record Fleet(List<Line> devices) {
  /** Three heartbeats of five minutes: the threshold of AG-01. */
  private static final long SILENT_MS = 15 * 60_000;

  /** How a device is. */
  public enum State {
    SILENT("Silent", "no word for 15 min or more, and no orderly stop"),
    NEVER("Never seen", "in the roster, and nothing came yet"),
    REPORTING("Reporting", "a word within 15 min"),
    OFF("Off", "stopped in order"),
    UNKNOWN("Not in roster", "reports, and no roster knows it");

    private final String title;
    private final String meaning;

    State(String title, String meaning) {
      this.title = title;
      this.meaning = meaning;
    }

    public String title() {
      return title;
    }

    public String meaning() {
      return meaning;
    }
  }

  /** A device and its state. */
  public record Line(Device device, State state) {}

  static Fleet of(List<Device> devices, long now) {
    return new Fleet(devices.stream().map(device -> new Line(device, state(device, now))).toList());
  }

  private static State state(Device device, long now) {
    if (!device.rostered()) {
      return State.UNKNOWN;
    }
    if (device.lastAt() == 0) {
      return State.NEVER;
    }
    if (device.lastAction().equals("STOP")) {
      return State.OFF;
    }
    return now - device.lastAt() < SILENT_MS ? State.REPORTING : State.SILENT;
  }

  public long count(State state) {
    return devices.stream().filter(line -> line.state() == state).count();
  }

  public List<Line> in(State state) {
    return devices.stream().filter(line -> line.state() == state).toList();
  }

  public long rostered() {
    return devices.stream().filter(line -> line.device().rostered()).count();
  }

  public long seen() {
    return rostered() - count(State.NEVER);
  }
}
