package dev.plainsight.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The program of the part {@code kafka}: a broker on {@code --data DIR} and {@code --port N} of
 * loopback (0: any free one), with each {@code --topic name:partitions[:key=value,…]} made if it
 * does not exist. {@code --retention-hours N} and {@code --retention-bytes N} (per partition) bound
 * the disk. Its storage is formatted at the first start and kept from then on.
 */
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] args) throws Exception {
    long started = System.nanoTime();
    quiet();
    Path data = null;
    int port = 0;
    int hours = BrokerSettings.RETENTION_HOURS;
    long bytes = BrokerSettings.RETENTION_BYTES;
    List<Topic> topics = new ArrayList<>();
    for (int i = 0; i < args.length; i += 2) {
      String value = i + 1 < args.length ? args[i + 1] : "";
      switch (args[i]) {
        case "--data" -> data = Path.of(value);
        case "--port" -> port = Integer.parseInt(value);
        case "--retention-hours" -> hours = Integer.parseInt(value);
        case "--retention-bytes" -> bytes = Long.parseLong(value);
        case "--topic" -> topics.add(Topic.parse(value));
        default -> throw unknown(args[i]);
      }
    }
    if (data == null) {
      throw new IOException("broker: --data is missing");
    }
    BrokerSettings settings =
        new BrokerSettings(data, port == 0 ? freePort() : port, freePort(), hours, bytes);
    serve(settings, topics, started);
  }

  private static void serve(BrokerSettings settings, List<Topic> topics, long started)
      throws Exception {
    format(settings.data());
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(settings.properties(), false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
    server.startup();
    Topic.createMissing("127.0.0.1:" + settings.port(), topics);
    System.out.printf(
        "broker ready on 127.0.0.1:%d after %d ms%n",
        settings.port(), (System.nanoTime() - started) / 1_000_000);
    server.awaitShutdown();
  }

  private static IOException unknown(String option) {
    return new IOException(
        "broker: '"
            + option
            + "' is not one of --data DIR, --port N, --topic name:partitions[:key=value,…],"
            + " --retention-hours N, --retention-bytes N");
  }

  /** Kafka's own shutdown closes this client twice, and says so each time. */
  private static void quiet() {
    System.setProperty(
        "org.slf4j.simpleLogger.log.org.apache.kafka.clients.NetworkClient", "error");
  }

  private static void format(Path data) throws Exception {
    Files.createDirectories(data);
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(BrokerSettings.NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(data.toAbsolutePath().toString())
        .setMetadataLogDirectory(data.toAbsolutePath().toString())
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.latestProduction())
        .run();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
