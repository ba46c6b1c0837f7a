package dev.plainsight.agent.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Main of a child that is killed: appends for ever and prints each number once it is durable. */
final class KilledWriter {
  private KilledWriter() {}

  public static void main(String[] args) throws IOException {
    RecordingTransport away = new RecordingTransport();
    away.accepts = false;
    try (Outbox outbox = Outbox.open(new OutboxOptions("laptop-1", Path.of(args[0])), away)) {
      for (long pid = Long.parseLong(args[1]); ; pid++) {
        outbox.append(List.of(Batches.process(pid)), "numbers", pid + "");
        outbox.flush();
        System.out.println(pid);
      }
    }
  }
}
