package dev.plainsight.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plainsight.agent.outbox.Batches;
import dev.plainsight.agent.outbox.RecordingTransport;
import dev.plainsight.contract.EventId;
import dev.plainsight.contract.HeartbeatSignature;
import dev.plainsight.contract.SettingsException;
import dev.plainsight.contract.avro.ActivityEvent;
import dev.plainsight.contract.avro.AgentAction;
import dev.plainsight.contract.avro.AgentState;
import dev.plainsight.contract.avro.EventBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AgentTest {
  @TempDir Path folder;

  @Test
  void startsAcknowledgesBeatsAndStopsInOrder() throws Exception {
    RecordingTransport log = new RecordingTransport();
    run(log, "notice:\n  mode: site\n");
    assertEquals(
        List.of(
            AgentAction.START,
            AgentAction.NOTICE_ACKNOWLEDGED,
            AgentAction.HEARTBEAT,
            AgentAction.STOP),
        states(log));
    assertSignedByTheKeyOfTheStart(log);
    Batches.assertChained(log.batches);
  }

  @Test
  void collectsNothingBeforeThePersonAcknowledges() throws Exception {
    RecordingTransport log = new RecordingTransport();
    run(log, "notice:\n  mode: person\n");
    assertEquals(
        List.of(
            AgentAction.START, AgentAction.NOTICE_SHOWN, AgentAction.HEARTBEAT, AgentAction.STOP),
        states(log));
    new Notice(false, folder.resolve("data")).acknowledge("ada");
    run(log, "notice:\n  mode: person\n");
    assertEquals(1, Batches.states(log.batches, AgentAction.NOTICE_ACKNOWLEDGED).size());
  }

  @Test
  void saysThatItsConfigurationChangedSinceTheLastRun() throws Exception {
    RecordingTransport log = new RecordingTransport();
    run(log, "heartbeat:\n  every_ms: 300000\n");
    run(log, "heartbeat:\n  every_ms: 200000\n");
    assertEquals(1, Batches.states(log.batches, AgentAction.CONFIG_CHANGED).size());
    List<EventBatch> batches = Batches.decoded(log.batches);
    assertNotEquals(
        batches.get(0).getConfigHash(), batches.get(batches.size() - 1).getConfigHash());
  }

  @Test
  void namesTheNearestKeyForAWrongOne() throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), "spool:\n  bytes_mx: 1\n");
    SettingsException refused =
        assertThrows(SettingsException.class, () -> AgentSettings.load(file));
    assertTrue(String.valueOf(refused.getMessage()).contains("'spool.bytes_max'"));
  }

  @Test
  void refusesADamagedKeyRatherThanBecomingAnotherDevice() throws Exception {
    Path data = folder.resolve("data");
    DeviceKey first = DeviceKey.in(data);
    assertEquals(
        ByteBuffer.wrap(first.publicKey()), ByteBuffer.wrap(DeviceKey.in(data).publicKey()));
    Path file = data.resolve("device.key");
    Files.writeString(file, Files.readString(file).replace("-----BEGIN P", "-----BEGIN Q"));
    IOException refused = assertThrows(IOException.class, () -> DeviceKey.in(data));
    assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()));
  }

  private void run(RecordingTransport log, String settings) throws Exception {
    String quiet = "presence:\n  enabled: false\nprocesses:\n  enabled: false\n";
    Path file =
        Files.writeString(
            folder.resolve("agent.yaml"), settings + quiet + "logins:\n  enabled: false\n");
    Agent agent =
        new Agent(
            AgentSettings.load(
                file, Map.of("data", folder.resolve("data").toString(), "device.id", "laptop-1")));
    Thread stop = new Thread(agent::stop);
    stop.start();
    agent.run(log);
    stop.join();
  }

  private static void assertSignedByTheKeyOfTheStart(RecordingTransport log) {
    byte[] key = bytes(Batches.states(log.batches, AgentAction.START).get(0).getPublicKey());
    EventBatch last = Batches.decoded(log.batches.get(log.batches.size() - 1));
    AgentState beat = Batches.states(log.batches, AgentAction.HEARTBEAT).get(0);
    long seq = last.getFirstSeq() + last.getEvents().size() - 2;
    assertTrue(
        HeartbeatSignature.verifies(
            key,
            new EventId("laptop-1", last.getBootEpoch(), seq),
            bytes(last.getPreviousHash()),
            bytes(beat.getSignature())));
  }

  private static List<AgentAction> states(RecordingTransport log) {
    List<AgentAction> actions = new ArrayList<>();
    for (EventBatch batch : Batches.decoded(log.batches)) {
      for (ActivityEvent event : batch.getEvents()) {
        AgentState state = event.getAgent();
        if (state != null) {
          actions.add(state.getAction());
        }
      }
    }
    return actions;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }
}
