package dev.plainsight.scenario;

import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.Device;
import dev.plainsight.contract.avro.DeviceAction;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;

/** Events of no length. */
final class Moments {
  private Moments() {}

  static ActivityEvent agent(long atMs, AgentAction action) {
    return at(atMs, "").setAgent(AgentState.newBuilder().setAction(action).build()).build();
  }

  static ActivityEvent program(long atMs, String user, ProcessAction action, String exe, long pid) {
    Process process =
        Process.newBuilder().setAction(action).setExe(exe).setPid(pid).setParentPid(1).build();
    return at(atMs, user).setProcess(process).build();
  }

  static ActivityEvent attached(long atMs, String user, String kind, String usbId) {
    Device device =
        Device.newBuilder()
            .setAction(DeviceAction.ATTACH)
            .setDeviceClass(kind)
            .setVendorId(usbId.substring(0, 4))
            .setProductId(usbId.substring(5))
            .build();
    return at(atMs, user).setDevice(device).build();
  }

  /** At the machine itself. */
  static ActivityEvent console(long atMs, String account, LogonAction action, boolean success) {
    boolean unlocking = action == LogonAction.UNLOCK || action == LogonAction.LOCK;
    return logon(
        atMs,
        account,
        Logon.newBuilder()
            .setAction(success ? action : LogonAction.FAILED)
            .setLogonType(unlocking ? LogonType.UNLOCK_SCREEN : LogonType.CONSOLE)
            .setMethod("password")
            .setService(unlocking ? "lock screen" : "login"),
        success);
  }

  /** From afar. */
  static ActivityEvent ssh(
      long atMs, String account, String sourceIp, String method, boolean success) {
    return logon(
        atMs,
        account,
        Logon.newBuilder()
            .setAction(success ? LogonAction.LOGON : LogonAction.FAILED)
            .setLogonType(LogonType.SSH)
            .setSourceIp(sourceIp)
            .setMethod(method)
            .setService("sshd"),
        success);
  }

  /** At a service of the network. */
  static ActivityEvent network(
      long atMs, String account, String sourceIp, String service, boolean success) {
    return logon(
        atMs,
        account,
        Logon.newBuilder()
            .setAction(success ? LogonAction.LOGON : LogonAction.FAILED)
            .setLogonType(LogonType.NETWORK)
            .setSourceIp(sourceIp)
            .setMethod("password")
            .setService(service),
        success);
  }

  /** A program, not a person. */
  static ActivityEvent batch(long atMs, String account, String sourceIp) {
    return logon(
        atMs,
        account,
        Logon.newBuilder()
            .setAction(LogonAction.LOGON)
            .setLogonType(LogonType.BATCH)
            .setSourceIp(sourceIp)
            .setMethod("publickey")
            .setService("sshd"),
        true);
  }

  /** A program that runs under another name than its maker's. */
  static ActivityEvent renamed(long atMs, String user, String exe, String originalName) {
    ActivityEvent event = program(atMs, user, ProcessAction.START, "C:\\Users\\" + exe, 4_711);
    event.getProcess().setOriginalName(originalName);
    return event;
  }

  /** Removable storage leaves, and so much was written to it. */
  static ActivityEvent written(long atMs, String user, long bytes) {
    ActivityEvent event = attached(atMs, user, "storage", "0781:5581");
    event.getDevice().setAction(DeviceAction.DETACH);
    event.getDevice().setBytesWritten(bytes);
    return event;
  }

  static ActivityEvent elevation(long atMs, String account, String commandHash) {
    ActivityEvent event =
        logon(
            atMs,
            account,
            Logon.newBuilder()
                .setAction(LogonAction.ELEVATE)
                .setMethod("password")
                .setService("sudo")
                .setCommandHash(commandHash),
            true);
    event.getLogon().setTargetUser("root");
    return event;
  }

  private static ActivityEvent logon(
      long atMs, String account, Logon.Builder logon, boolean success) {
    logon
        .setTargetUser(account)
        .setOutcome(success ? Outcome.SUCCESS : Outcome.FAILURE)
        .setReason(success ? "" : "wrong password");
    return at(atMs, account).setLogon(logon.build()).build();
  }

  private static ActivityEvent.Builder at(long atMs, String user) {
    return ActivityEvent.newBuilder().setOccurredAt(atMs).setEndedAt(atMs).setUser(user);
  }
}
