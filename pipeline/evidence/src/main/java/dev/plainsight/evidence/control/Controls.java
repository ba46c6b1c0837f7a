package dev.plainsight.evidence.control;

import java.util.List;

/** The controls that can be tested, in the order of their ids. */
public final class Controls {
  private static final List<Control> ALL =
      List.of(
          new DevicesReport(), new SequencesGapFree(), new CanariesFound(), new AccessAlerted());

  private Controls() {}

  public static List<Control> all() {
    return ALL;
  }

  /** The test of that id; one that this program does not know is refused by name. */
  public static Control of(String id) {
    return ALL.stream()
        .filter(control -> control.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no test for control '" + id + "'"));
  }

  /** Its words. */
  public static ControlText text(Control control) {
    return ControlText.of(control.id());
  }
}
