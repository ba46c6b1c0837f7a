package dev.plainsight.agent.logins;

import dev.plainsight.agent.outbox.Transport;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Main of a child that replays into a file, and halts without any farewell after n batches. */
final class KilledReplay {
  private KilledReplay() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int haltAfter = Integer.parseInt(args[3]);
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(Path.of(args[2])))) {
      AuthLogReplayTest.replay(Path.of(args[0]), Path.of(args[1]), new FileLog(out, haltAfter));
    }
  }

  /** Takes batches into a file; the one it dies at is written but not acknowledged. */
  private record FileLog(DataOutputStream out, int haltAfter, AtomicInteger taken)
      implements Transport {
    FileLog(DataOutputStream out, int haltAfter) {
      this(out, haltAfter, new AtomicInteger());
    }

    @Override
    public boolean send(String deviceId, byte[] batch, Ack ack) {
      try {
        out.writeInt(batch.length);
        out.write(batch);
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (taken.incrementAndGet() == haltAfter) {
        Runtime.getRuntime().halt(137);
      }
      ack.done(null);
      return true;
    }

    @Override
    public void close() {}
  }

  static void killed(Path log, Path spool, Path sent, int after) throws Exception {
    run(log, spool, sent, after);
  }

  static void toItsEnd(Path log, Path spool, Path sent) throws Exception {
    run(log, spool, sent, -1);
  }

  private static void run(Path log, Path spool, Path sent, int haltAfter) throws Exception {
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledReplay.class.getName(),
                log.toString(),
                spool.toString(),
                sent.toString(),
                haltAfter + "")
            .inheritIO()
            .start()
            .waitFor();
    if (exit != (haltAfter > 0 ? 137 : 0)) {
      throw new IllegalStateException("the child ended with " + exit);
    }
  }

  static Stream<byte[]> batches(Path sent) {
    List<byte[]> batches = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(sent))) {
      while (true) {
        batches.add(in.readNBytes(in.readInt()));
      }
    } catch (EOFException e) {
      return batches.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
