package dev.plainsight.evidence;

import java.util.List;
import java.util.Map;

/** An event that came too late to be folded for one entity; it is stored all the same. */
public record LateEvent(
    String deviceId, long bootEpoch, long seq, String dimension, String entity) {
  public static final List<String> COLUMNS =
      List.of("device_id", "boot_epoch", "seq", "dimension", "entity");

  public List<String> cells() {
    return List.of(deviceId, bootEpoch + "", seq + "", dimension, entity);
  }

  public static LateEvent of(Map<String, String> row) {
    return new LateEvent(
        Rows.cell(row, "device_id"),
        Long.parseLong(Rows.cell(row, "boot_epoch")),
        Long.parseLong(Rows.cell(row, "seq")),
        Rows.cell(row, "dimension"),
        Rows.cell(row, "entity"));
  }
}
