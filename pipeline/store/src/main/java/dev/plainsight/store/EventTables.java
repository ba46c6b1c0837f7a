package dev.plainsight.store;

import static dev.plainsight.store.Column.array;
import static dev.plainsight.store.Column.at;
import static dev.plainsight.store.Column.flag;
import static dev.plainsight.store.Column.real;
import static dev.plainsight.store.Column.text;
import static dev.plainsight.store.Column.texts;
import static dev.plainsight.store.Column.u32;
import static dev.plainsight.store.Column.u64;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.Device;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.Process;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables of what devices sent: one for each kind of event. */
public final class EventTables {
  private static final List<Column<IdentifiedEvent>> HEADER =
      List.of(
          text("device_id", IdentifiedEvent::getDeviceId),
          u64("boot_epoch", IdentifiedEvent::getBootEpoch),
          u64("seq", IdentifiedEvent::getSeq),
          at("received_at", IdentifiedEvent::getReceivedAt),
          at("occurred_at", e -> e.getEvent().getOccurredAt()),
          at("ended_at", e -> e.getEvent().getEndedAt()),
          text("user", e -> e.getEvent().getUser()),
          text("session_id", e -> e.getEvent().getSessionId()));

  public static final Table<IdentifiedEvent> PRESENCE =
      Table.of(
          "activity.presence",
          HEADER,
          text("state", e -> presence(e).getState().name()),
          text("app", e -> presence(e).getApp()),
          text("title", e -> presence(e).getTitle()),
          text("domain", e -> presence(e).getDomain()),
          u32("keys", e -> presence(e).getKeys()),
          u32("distinct_keys", e -> presence(e).getDistinctKeys()),
          u32("longest_key_run", e -> presence(e).getLongestKeyRun()),
          u32("clicks", e -> presence(e).getClicks()),
          u32("wheel", e -> presence(e).getWheel()),
          u32("moves", e -> presence(e).getMoves()),
          u32("drags", e -> presence(e).getDrags()),
          u32("path_px", e -> presence(e).getPathPx()),
          u32("net_px", e -> presence(e).getNetPx()),
          u32("distinct_deltas", e -> presence(e).getDistinctDeltas()),
          u32("delta_entropy_milli_bits", e -> presence(e).getDeltaEntropyMilliBits()),
          u32("gap_n", e -> presence(e).getGapN()),
          u64("gap_sum_ms", e -> presence(e).getGapSumMs()),
          real("gap_sum_sq", e -> presence(e).getGapSumSq()),
          u32("gap_max_ms", e -> presence(e).getGapMaxMs()),
          array("long_gaps_ms", e -> presence(e).getLongGapsMs(), (out, gapMs) -> out.u32(gapMs)),
          u32("injected_keys", e -> presence(e).getInjectedKeys()),
          u32("injected_moves", e -> presence(e).getInjectedMoves()),
          u32("injected_clicks", e -> presence(e).getInjectedClicks()),
          texts("input_devices", e -> presence(e).getInputDevices()),
          flag("in_call", e -> presence(e).getInCall()),
          flag("remote_session", e -> presence(e).getRemoteSession()),
          flag("fullscreen", e -> presence(e).getFullscreen()),
          text("detail", e -> presence(e).getDetail()));

  public static final Table<IdentifiedEvent> LOGONS =
      Table.of(
          "security.logons",
          HEADER,
          text("action", e -> logon(e).getAction().name()),
          text("logon_type", e -> logon(e).getLogonType().name()),
          text("target_user", e -> logon(e).getTargetUser()),
          text("source_ip", e -> logon(e).getSourceIp()),
          text("source_host", e -> logon(e).getSourceHost()),
          text("method", e -> logon(e).getMethod()),
          text("service", e -> logon(e).getService()),
          text("outcome", e -> logon(e).getOutcome().name()),
          text("reason", e -> logon(e).getReason()),
          text("command_hash", e -> logon(e).getCommandHash()),
          text("command", e -> logon(e).getCommand()));

  public static final Table<IdentifiedEvent> PROCESSES =
      Table.of(
          "security.processes",
          HEADER,
          text("action", e -> process(e).getAction().name()),
          text("exe", e -> process(e).getExe()),
          text("original_name", e -> process(e).getOriginalName()),
          text("sha256", e -> process(e).getSha256()),
          text("signer", e -> process(e).getSigner()),
          text("parent_exe", e -> process(e).getParentExe()),
          u64("pid", e -> process(e).getPid()),
          u64("parent_pid", e -> process(e).getParentPid()),
          text("command_line", e -> process(e).getCommandLine()));

  public static final Table<IdentifiedEvent> DEVICES =
      Table.of(
          "security.devices",
          HEADER,
          text("action", e -> device(e).getAction().name()),
          text("device_class", e -> device(e).getDeviceClass()),
          text("vendor_id", e -> device(e).getVendorId()),
          text("product_id", e -> device(e).getProductId()),
          text("serial_hash", e -> device(e).getSerialHash()),
          u64("bytes_written", e -> device(e).getBytesWritten()));

  public static final Table<IdentifiedEvent> AGENT_STATES =
      Table.of(
          "security.agent_states",
          HEADER,
          text("action", e -> agent(e).getAction().name()),
          u32("spool_depth", e -> agent(e).getSpoolDepth()),
          at("spool_oldest_at", e -> agent(e).getSpoolOldestAt()),
          u64("dropped_from_seq", e -> agent(e).getDroppedFromSeq()),
          u64("dropped_to_seq", e -> agent(e).getDroppedToSeq()),
          u64("clock_offset_ms", e -> agent(e).getClockOffsetMs()),
          text("detail", e -> agent(e).getDetail()),
          flag("signed", e -> agent(e).getSignature().hasRemaining()));

  /** Each kind of event, all tables. */
  public static final List<Table<IdentifiedEvent>> ALL =
      List.of(PRESENCE, LOGONS, PROCESSES, DEVICES, AGENT_STATES);

  private EventTables() {}

  /** Where an event belongs. */
  public static Table<IdentifiedEvent> of(IdentifiedEvent event) {
    ActivityEvent inner = event.getEvent();
    if (inner.getPresence() != null) {
      return PRESENCE;
    }
    if (inner.getLogon() != null) {
      return LOGONS;
    }
    if (inner.getProcess() != null) {
      return PROCESSES;
    }
    return inner.getDevice() != null ? DEVICES : AGENT_STATES;
  }

  private static Presence presence(IdentifiedEvent event) {
    return kind(event, ActivityEvent::getPresence);
  }

  private static Logon logon(IdentifiedEvent event) {
    return kind(event, ActivityEvent::getLogon);
  }

  private static Process process(IdentifiedEvent event) {
    return kind(event, ActivityEvent::getProcess);
  }

  private static Device device(IdentifiedEvent event) {
    return kind(event, ActivityEvent::getDevice);
  }

  private static AgentState agent(IdentifiedEvent event) {
    return kind(event, ActivityEvent::getAgent);
  }

  private static <K> K kind(IdentifiedEvent event, Function<ActivityEvent, @Nullable K> kind) {
    K inner = kind.apply(event.getEvent());
    if (inner == null) {
      throw new IllegalArgumentException("an event of another kind in this table: " + event);
    }
    return inner;
  }
}
