package dev.plainsight.local.engine;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one statement, chunk by chunk. The first chunk is here before the first byte leaves
 * for the client, so most errors still have a status line to go into.
 */
final class Results implements AutoCloseable {
  private static final int HEAD_BYTES_MAX = 4 << 20; // 10,000 columns with long names
  private final @Nullable Pointer connection;
  private final @Nullable Chunk stream;
  private final Chunk first;
  private final Joining joining;
  private boolean ended;

  /** A gathered answer. */
  Results(Chunk whole) {
    this.connection = null;
    this.stream = null;
    this.first = whole;
    this.joining = Joining.DOCUMENT;
    this.ended = true;
  }

  /** A streamed answer; fetches its first chunk. */
  Results(Pointer connection, Chunk stream, Joining joining) {
    this.connection = connection;
    this.stream = stream;
    this.joining = joining;
    try {
      this.first = fetch(connection, stream);
    } catch (EngineError e) {
      stream.close();
      throw e;
    }
    this.ended = first.isEmpty();
  }

  private static Chunk fetch(Pointer connection, Chunk stream) {
    Chunk chunk = new Chunk(Chdb.chdb_stream_fetch_result(connection, stream.pointer()));
    chunk.failIfError();
    return chunk;
  }

  String summary() {
    return first.summary();
  }

  void copyTo(OutputStream out) throws IOException {
    byte[] piece = new byte[1 << 16];
    first.copyTo(out, piece, 0);
    int head = ended ? 0 : joining.headLength(first.start(HEAD_BYTES_MAX));
    while (!ended && connection != null && stream != null) {
      try (Chunk chunk = fetch(connection, stream)) {
        ended = chunk.isEmpty();
        chunk.copyTo(out, piece, head);
      }
    }
  }

  /** Stops the statement if it has not ended: a reader who left does not keep the engine busy. */
  @Override
  public void close() {
    first.close();
    if (connection != null && stream != null) {
      if (!ended) {
        Chdb.chdb_stream_cancel_query(connection, stream.pointer());
      }
      stream.close();
    }
  }
}
