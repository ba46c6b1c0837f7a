package dev.plainsight.local;

import dev.plainsight.contract.Topics;
import dev.plainsight.store.Migrations;
import dev.plainsight.store.RoadTables;
import dev.plainsight.store.RosterRow;
import dev.plainsight.store.Store;
import dev.plainsight.store.StoreAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The programs of production on one machine, each in its own JVM. Only endpoints differ from a
 * cluster: they go to the programs by the environment.
 */
final class Stack implements AutoCloseable {
  /** Where a real ClickHouse server is, if the embedded engine is not wanted. */
  static final String CLICKHOUSE_URL = "PLAINSIGHT_CLICKHOUSE_URL";

  static final List<String> FLINK_OPENS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED");

  private final Home home;
  private final Supervisor supervisor;
  private final boolean simulated;
  private final Map<String, String> endpoints = new TreeMap<>();

  Stack(Home home, PrintStream out) throws IOException {
    this(home, out, false);
  }

  /**
   * A stack in the folder of {@code home}.
   *
   * @param simulated whether those who send may say when it arrived, as history needs; elsewhere
   *     the log says so itself
   */
  Stack(Home home, PrintStream out, boolean simulated) throws IOException {
    this.home = home;
    this.simulated = simulated;
    this.supervisor = new Supervisor(home.folder(), out);
    String url = System.getenv().getOrDefault(CLICKHOUSE_URL, home.storeUrl());
    endpoints.put("PLAINSIGHT_KAFKA_BOOTSTRAP", home.kafkaBootstrap());
    endpoints.put("PLAINSIGHT_STORE_URL", url);
    endpoints.putAll(storeUser());
    endpoints.putAll(Programs.evidence(home));
  }

  private Map<String, String> storeUser() {
    return System.getenv(CLICKHOUSE_URL) == null
        ? Map.of(
            "PLAINSIGHT_STORE_USER",
            "default",
            "PLAINSIGHT_STORE_PASSWORD_FILE",
            home.in("store", "password").toString())
        : Map.of(
            "PLAINSIGHT_STORE_USER",
            System.getenv().getOrDefault("PLAINSIGHT_STORE_USER", "default"),
            "PLAINSIGHT_STORE_PASSWORD_FILE",
            System.getenv().getOrDefault("PLAINSIGHT_STORE_PASSWORD_FILE", ""));
  }

  Supervisor supervisor() {
    return supervisor;
  }

  /** What a program of this stack needs in its environment. */
  Map<String, String> endpoints() {
    return endpoints;
  }

  /** Log and store, with the schema in place. */
  void startData() throws IOException, InterruptedException {
    List<Part> parts = new ArrayList<>(List.of(kafka()));
    if (System.getenv(CLICKHOUSE_URL) == null) {
      parts.add(store());
    }
    together(parts);
    try (Store store = openStore()) {
      new Migrations(store, "").apply();
    }
  }

  /** Everything but agents. */
  void startAll() throws IOException, InterruptedException {
    startData();
    together(List.of(pipeline(), dashboard()));
  }

  void start(Part part) throws IOException, InterruptedException {
    supervisor.start(part);
  }

  /** Parts that do not need each other come up side by side. */
  private void together(List<Part> parts) throws IOException, InterruptedException {
    List<CompletableFuture<Void>> starts = new ArrayList<>();
    for (Part part : parts) {
      starts.add(CompletableFuture.runAsync(() -> startUnchecked(part)));
    }
    try {
      starts.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void startUnchecked(Part part) {
    try {
      supervisor.start(part);
    } catch (IOException e) {
      throw new StartException(part.name() + " cannot start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while starting " + part.name());
    }
  }

  /** The store as a client of this stack sees it. */
  Store openStore() throws IOException {
    String passwordFile = endpoints.getOrDefault("PLAINSIGHT_STORE_PASSWORD_FILE", "");
    String password = passwordFile.isEmpty() ? "" : Files.readString(Path.of(passwordFile)).strip();
    return Store.open(
        new StoreAddress(
            endpoints.getOrDefault("PLAINSIGHT_STORE_URL", home.storeUrl()),
            endpoints.getOrDefault("PLAINSIGHT_STORE_USER", "default"),
            password));
  }

  /**
   * History arrives when the simulation says so, and is then already older than the log keeps
   * records: only size bounds it. Elsewhere the log itself says when.
   */
  private String arrival() {
    return "message.timestamp.type=" + (simulated ? "CreateTime,retention.ms=-1" : "LogAppendTime");
  }

  private Part kafka() {
    return new Part(
        "kafka",
        "dev.plainsight.local.broker.BrokerMain",
        Layout.classpath("deploy/local"),
        List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"),
        List.of(
            "--data",
            home.in("kafka").toString(),
            "--port",
            Integer.toString(home.kafkaPort()),
            "--topic",
            Topics.ACTIVITY + ":4:" + arrival(),
            "--topic",
            Topics.DEAD_LETTER + ":1",
            "--topic",
            Topics.FINDINGS + ":4",
            "--topic",
            Topics.POLICY
                + ":1:cleanup.policy=compact,max.message.bytes="
                + Topics.POLICY_RECORD_BYTES_MAX,
            "--topic",
            Topics.DIRECTORY
                + ":1:cleanup.policy=compact,max.message.bytes="
                + Topics.POLICY_RECORD_BYTES_MAX,
            "--topic",
            Topics.REVIEWS + ":1:retention.ms=-1",
            "--topic",
            // Canaries keep the times of the examples they are made of, which are long past.
            Topics.CANARY + ":1:retention.ms=-1,retention.bytes=67108864"),
        Map.of(),
        home.kafkaPort(),
        Health.port(home.kafkaPort()));
  }

  private Part store() {
    return new Part(
        "store",
        "dev.plainsight.local.engine.EngineMain",
        Layout.classpath("deploy/local"),
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto"),
        List.of(
            "--data", home.in("store", "data").toString(),
            "--port", Integer.toString(home.storePort()),
            "--password-file", home.in("store", "password").toString()),
        Map.of(),
        home.storePort(),
        Health.http(URI.create(home.storeUrl() + "/ping")));
  }

  Part pipeline() {
    Map<String, String> environment = new TreeMap<>(endpoints);
    environment.put("PLAINSIGHT_CHECKPOINTS_FOLDER", home.in("pipeline", "checkpoints").toString());
    environment.put("PLAINSIGHT_REST_PORT", Integer.toString(home.pipelinePort()));
    List<String> options = new ArrayList<>(FLINK_OPENS);
    options.add("-Xmx1g");
    return new Part(
        "pipeline",
        "dev.plainsight.jobs.JobsMain",
        Layout.classpath("pipeline/jobs"),
        options,
        List.of(),
        environment,
        home.pipelinePort(),
        Health.says(URI.create(home.pipelineUrl() + "/jobs/overview"), "\"state\":\"RUNNING\""));
  }

  private Part dashboard() {
    Map<String, String> environment = new TreeMap<>(endpoints);
    environment.put("PLAINSIGHT_WEB_PORT", Integer.toString(home.dashboardPort()));
    environment.put("PLAINSIGHT_WEB_DATA", home.in("dashboard").toString());
    environment.put("PLAINSIGHT_FIRST_SIGN_INS_FILE", home.in("dashboard", "sign-ins").toString());
    if (simulated) {
      environment.put("PLAINSIGHT_FIRST_TEAM", Demonstration.TEAM);
      environment.put("PLAINSIGHT_FIRST_PERSON", Demonstration.PERSON);
      // Nobody's laptop is shut for a week here: days settle at once, and a package comes soon.
      environment.put("PLAINSIGHT_EVIDENCE_SETTLE_DAYS", "0");
      environment.put("PLAINSIGHT_EVIDENCE_BUILD", "week");
    }
    return new Part(
        "dashboard",
        "dev.plainsight.dashboard.DashboardMain",
        Layout.classpath("dashboard"),
        List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        List.of(),
        environment,
        home.dashboardPort(),
        Health.http(URI.create(home.dashboardUrl() + "/health")));
  }

  /** The name this machine's agent goes by: the host's, as far as it is a device id. */
  static String thisDevice() {
    String host = System.getenv().getOrDefault("HOSTNAME", "");
    try {
      host = host.isEmpty() ? InetAddress.getLocalHost().getHostName() : host;
    } catch (UnknownHostException e) {
      host = "";
    }
    String id = host.replaceAll("[^A-Za-z0-9._-]", "-");
    return id.isEmpty() ? "this-machine" : id;
  }

  /** Puts this machine on the roster, so that it is missed when it is silent. */
  void enrolThisDevice() throws IOException {
    try (Store store = openStore()) {
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      store.insert(
          RoadTables.ROSTER,
          List.of(
              new RosterRow(
                  thisDevice(),
                  System.getProperty("user.name", ""),
                  "This machine",
                  "",
                  "",
                  "",
                  "",
                  ZoneId.systemDefault().getId(),
                  "",
                  "",
                  today,
                  RosterRow.OPEN_END,
                  "launcher",
                  1)));
    }
  }

  /** This machine's own agent. */
  Part agent() {
    Map<String, String> environment = new TreeMap<>(endpoints);
    environment.put("PLAINSIGHT_DATA", home.in("agent").toString());
    environment.put("PLAINSIGHT_DEVICE_ID", thisDevice());
    return new Part(
        "agent",
        "dev.plainsight.agent.AgentMain",
        Layout.classpath("agent"),
        List.of(
            "-XX:+UseSerialGC",
            "-Xms3m",
            "-Xmn1m",
            "-Xmx32m",
            "-Xss256k",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData"),
        List.of("run"),
        environment,
        0,
        Health.alive());
  }

  @Override
  public void close() {
    supervisor.close();
  }
}
