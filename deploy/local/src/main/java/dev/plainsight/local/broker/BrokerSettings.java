package dev.plainsight.local.broker;

import java.nio.file.Path;
import java.util.Properties;

/**
 * What the broker is told: one node that is broker and controller, on loopback only, and sparing
 * with memory and disk. A topic may set its own retention; these are the defaults.
 *
 * @param retentionHours how long records are kept
 * @param retentionBytes how much of a partition is kept
 */
record BrokerSettings(
    Path data, int port, int controllerPort, int retentionHours, long retentionBytes) {
  static final int NODE = 1;
  static final int RETENTION_HOURS = 7 * 24; // the horizon of detection, which may ask for it again
  static final long RETENTION_BYTES = 1L << 30;
  private static final int SEGMENT_BYTES = 64 << 20; // what is deleted is deleted by segments
  private static final String LOOPBACK = "127.0.0.1:";

  Properties properties() {
    Properties p = new Properties();
    p.setProperty("node.id", String.valueOf(NODE));
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("log.dirs", data.toAbsolutePath().toString());
    listeners(p);
    single(p);
    modest(p);
    quickAfterKill(p);
    return p;
  }

  private void listeners(Properties p) {
    String broker = "PLAINTEXT://" + LOOPBACK + port;
    p.setProperty("listeners", broker + ",CONTROLLER://" + LOOPBACK + controllerPort);
    p.setProperty("advertised.listeners", broker);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("controller.quorum.voters", NODE + "@" + LOOPBACK + controllerPort);
    p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
  }

  /** Kafka's own topics have one copy here: there is one node. */
  private static void single(Properties p) {
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      p.setProperty(topic + ".replication.factor", "1");
      p.setProperty(topic + ".num.partitions", "1");
    }
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.num.partitions", "1");
    p.setProperty("auto.create.topics.enable", "false"); // a typo is an error, not a topic
    p.setProperty("group.initial.rebalance.delay.ms", "0");
  }

  private void modest(Properties p) {
    p.setProperty("log.segment.bytes", String.valueOf(SEGMENT_BYTES));
    p.setProperty("log.index.size.max.bytes", String.valueOf(1 << 20));
    p.setProperty("log.retention.hours", String.valueOf(retentionHours));
    p.setProperty("log.retention.bytes", String.valueOf(retentionBytes));
    p.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
    p.setProperty("num.network.threads", "2");
    p.setProperty("num.io.threads", "4");
    p.setProperty("background.threads", "2");
  }

  /** After a kill the controller waits for the session of the dead broker: 9 s by default. */
  private static void quickAfterKill(Properties p) {
    p.setProperty("broker.session.timeout.ms", "3000");
    p.setProperty("broker.heartbeat.interval.ms", "500");
  }
}
