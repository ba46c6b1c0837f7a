package dev.plainsight.local.bench;

import dev.plainsight.contract.BatchCodec;
import dev.plainsight.contract.HashChain;
import dev.plainsight.contract.Topics;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.EventBatch;
import dev.plainsight.contract.avro.IdentifiedEvent;
import dev.plainsight.contract.avro.Logon;
import dev.plainsight.contract.avro.LogonAction;
import dev.plainsight.contract.avro.LogonType;
import dev.plainsight.contract.avro.Outcome;
import dev.plainsight.contract.avro.Presence;
import dev.plainsight.contract.avro.PresenceState;
import dev.plainsight.contract.avro.Process;
import dev.plainsight.contract.avro.ProcessAction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Events as an office of so many devices makes them: of 20, 17 are slices of presence, 2 processes,
 * 1 a logon. Seeded: the same load every time.
 */
final class Load {
  private static final long MONDAY_0900 = 1_773_046_800_000L;
  private static final int BATCH_EVENTS = 100;
  private final SplittableRandom random = new SplittableRandom(42);
  private final BatchCodec codec = new BatchCodec();
  private final int devices;

  Load(int devices) {
    this.devices = devices;
  }

  /** Writes at least so many events to the log; returns how many. */
  long write(String bootstrap, long events) {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "20");
    long written = 0;
    Map<Integer, byte[]> links = new HashMap<>();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
      for (int round = 0; written < events; round++) {
        for (int device = 0; device < devices; device++) {
          byte[] bytes = codec.encode(batch(device, round, links.get(device)));
          links.put(device, HashChain.link(bytes));
          var unused = producer.send(new ProducerRecord<>(Topics.ACTIVITY, name(device), bytes));
          written += BATCH_EVENTS;
        }
      }
    }
    return written;
  }

  private static String name(int device) {
    return "bench-" + device;
  }

  private EventBatch batch(int device, int round, byte @Nullable [] previous) {
    List<ActivityEvent> events = new ArrayList<>(BATCH_EVENTS);
    for (int i = 0; i < BATCH_EVENTS; i++) {
      events.add(event(device, MONDAY_0900 + (round * (long) BATCH_EVENTS + i) * 60_000L));
    }
    return EventBatch.newBuilder()
        .setDeviceId(name(device))
        .setBootEpoch(0)
        .setFirstSeq((long) round * BATCH_EVENTS)
        .setPreviousHash(ByteBuffer.wrap(previous == null ? HashChain.start() : previous))
        .setSentAt(MONDAY_0900)
        .setAgentVersion("bench")
        .setEvents(events)
        .build();
  }

  /** One event of the mix at the moment. */
  ActivityEvent event(int device, long at) {
    ActivityEvent.Builder event =
        ActivityEvent.newBuilder()
            .setOccurredAt(at)
            .setEndedAt(at + 60_000)
            .setUser("person-" + device)
            .setSessionId("1");
    int kind = random.nextInt(20);
    if (kind < 17) {
      return event.setPresence(presence()).build();
    }
    event.setEndedAt(at);
    return kind < 19 ? event.setProcess(process()).build() : event.setLogon(logon(device)).build();
  }

  /** So many slices of presence, with identities from {@code firstSeq} on. */
  List<IdentifiedEvent> presences(int count, long firstSeq) {
    List<IdentifiedEvent> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long seq = firstSeq + i;
      int device = (int) (seq % devices);
      long at = MONDAY_0900 + seq / devices * 60_000;
      ActivityEvent event =
          ActivityEvent.newBuilder()
              .setOccurredAt(at)
              .setEndedAt(at + 60_000)
              .setUser("person-" + device)
              .setSessionId("1")
              .setPresence(presence())
              .build();
      events.add(new IdentifiedEvent(name(device), 0L, seq, at + 60_000, event));
    }
    return events;
  }

  private Presence presence() {
    int gaps = 3 + random.nextInt(20);
    double gapMs = 500 + random.nextInt(2_000);
    return Presence.newBuilder()
        .setState(PresenceState.ACTIVE)
        .setApp(random.nextBoolean() ? "/usr/bin/firefox" : "/usr/bin/code")
        .setTitle("report " + random.nextInt(50))
        .setKeys(random.nextInt(200))
        .setDistinctKeys(20)
        .setClicks(random.nextInt(20))
        .setMoves(random.nextInt(400))
        .setPathPx(random.nextInt(20_000))
        .setGapN(gaps)
        .setGapSumMs((long) (gaps * gapMs))
        .setGapSumSq(gaps * gapMs * gapMs * (2 + random.nextDouble()))
        .setGapMaxMs((int) (gapMs * 4))
        .build();
  }

  private Process process() {
    return Process.newBuilder()
        .setAction(ProcessAction.START)
        .setExe("/usr/bin/tool-" + random.nextInt(100))
        .setParentExe("/usr/bin/bash")
        .setPid(random.nextInt(30_000))
        .build();
  }

  private Logon logon(int device) {
    boolean fails = random.nextInt(10) == 0;
    return Logon.newBuilder()
        .setAction(fails ? LogonAction.FAILED : LogonAction.LOGON)
        .setOutcome(fails ? Outcome.FAILURE : Outcome.SUCCESS)
        .setLogonType(LogonType.SSH)
        .setTargetUser("person-" + device)
        .setSourceIp("198.51.100." + random.nextInt(250))
        .setService("sshd")
        .build();
  }
}
