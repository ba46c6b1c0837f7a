package dev.plainsight.store.read;

import dev.plainsight.store.Row;

/** A logon, or an attempt at one. {@code at} is ms since 1970 UTC. */
public record Attempt(
    long at,
    String deviceId,
    String action,
    String logonType,
    String account,
    String sourceIp,
    String sourceHost,
    String method,
    String service,
    String outcome,
    String reason) {

  /** The address, or the host's name where there is no address; empty for the console. */
  public String source() {
    return sourceIp.isEmpty() ? sourceHost : sourceIp;
  }

  static Attempt of(Row row) {
    return new Attempt(
        row.at("occurred_at"),
        row.text("device_id"),
        row.text("action"),
        row.text("logon_type"),
        row.text("target_user"),
        row.text("source_ip"),
        row.text("source_host"),
        row.text("method"),
        row.text("service"),
        row.text("outcome"),
        row.text("reason"));
  }
}
