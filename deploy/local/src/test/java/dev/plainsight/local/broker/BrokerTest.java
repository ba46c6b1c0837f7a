package dev.plainsight.local.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {
  private static final int RECORDS = 5_000;
  private static final Topic EVENTS =
      Topic.parse("events:3:retention.ms=86400000,segment.bytes=16777216");

  @TempDir Path folder;

  @Test
  void keepsEveryAcknowledgedRecordThroughKillNineAndItsTopicsAsTheyWere() throws Exception {
    try (Live first = Live.start(folder)) {
      produce(first.bootstrap);
      assertEquals(RECORDS, consume(first.bootstrap).size());
      first.process.destroyForcibly().waitFor();
    }
    try (Live second = Live.start(folder)) {
      assertEquals(RECORDS, consume(second.bootstrap).size());
      assertTrue(BrokerHealth.of(second.port(), List.of(EVENTS)).isUp());
      assertEquals("86400000", retention(second.bootstrap));
      second.process.destroy();
      assertTrue(second.process.waitFor(30, TimeUnit.SECONDS), "stops when asked to");
    }
  }

  @Test
  void readsTopicsAsTheyAreWritten() {
    assertEquals("events:3:retention.ms=86400000,segment.bytes=16777216", EVENTS.toString());
    assertEquals(new Topic("plain", 1, Map.of()), Topic.parse("plain:1"));
    assertThrows(IllegalArgumentException.class, () -> Topic.parse("plain"));
    assertThrows(IllegalArgumentException.class, () -> Topic.parse("plain:0"));
  }

  private static void produce(String bootstrap) throws Exception {
    Properties p = new Properties();
    p.put("bootstrap.servers", bootstrap);
    p.put("acks", "all");
    p.put("enable.idempotence", "true");
    p.put("compression.type", "lz4");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(p, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < RECORDS - 1; i++) {
        var unused = producer.send(new ProducerRecord<>("events", "device-" + i % 7, "event " + i));
      }
      producer.flush();
      producer.send(new ProducerRecord<>("events", "last", "event " + (RECORDS - 1))).get();
    }
  }

  private static Set<String> consume(String bootstrap) {
    Properties p = new Properties();
    p.put("bootstrap.servers", bootstrap);
    p.put("group.id", "reader-" + System.nanoTime());
    p.put("auto.offset.reset", "earliest");
    Set<String> seen = new HashSet<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(p, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("events"));
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (seen.size() < RECORDS && System.nanoTime() < until) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          seen.add(record.value());
        }
      }
    }
    return seen;
  }

  private static String retention(String bootstrap) throws Exception {
    ConfigResource events = new ConfigResource(ConfigResource.Type.TOPIC, "events");
    try (Admin admin = Topic.admin(bootstrap, 10_000)) {
      return admin.describeConfigs(List.of(events)).all().get().values().stream()
          .map(config -> config.get("retention.ms").value())
          .findFirst()
          .orElse("");
    }
  }

  /** A broker in a child JVM. */
  private record Live(Process process, String bootstrap) implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready on (\\S+) after (\\d+) ms");

    static Live start(Path folder) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BrokerMain.class.getName(),
                  "--data",
                  folder.toString(),
                  "--port",
                  "0",
                  "--topic",
                  EVENTS.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          System.out.println(line);
          return new Live(process, ready.group(1));
        }
      }
      throw new IOException("the broker ended before it was ready");
    }

    int port() {
      return Integer.parseInt(bootstrap.substring(bootstrap.indexOf(':') + 1));
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
