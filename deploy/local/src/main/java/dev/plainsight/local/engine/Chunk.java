package dev.plainsight.local.engine;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;

/** One result of the engine: some bytes and some counts, in native memory until closed. */
final class Chunk implements AutoCloseable {
  private final Pointer result;
  private final long length;

  Chunk(Pointer result) {
    this.result = result;
    this.length = Chdb.chdb_result_length(result);
  }

  /** Throws what the engine reported, and closes; does nothing where it reported nothing. */
  void failIfError() {
    Pointer error = Chdb.chdb_result_error(result);
    if (error != null) {
      EngineError failure = EngineError.reported(error.getString(0, "UTF-8"));
      close();
      throw failure;
    }
  }

  long rowsWritten() {
    return Chdb.chdb_result_rows_written(result);
  }

  Pointer pointer() {
    return result;
  }

  boolean isEmpty() {
    return length == 0;
  }

  byte[] bytes() {
    return start(Integer.MAX_VALUE);
  }

  /** Its first bytes, at most {@code limit}. */
  byte[] start(int limit) {
    Pointer buffer = Chdb.chdb_result_buffer(result);
    return buffer == null ? new byte[0] : buffer.getByteArray(0, (int) Math.min(limit, length));
  }

  /** Copies the bytes out piece by piece through {@code piece}: the heap holds no whole chunk. */
  void copyTo(OutputStream out, byte[] piece, int from) throws IOException {
    Pointer buffer = Chdb.chdb_result_buffer(result);
    for (long at = from; buffer != null && at < length; at += piece.length) {
      int n = (int) Math.min(piece.length, length - at);
      buffer.read(at, piece, 0, n);
      out.write(piece, 0, n);
    }
  }

  /** The counts as ClickHouse's {@code X-ClickHouse-Summary} header words them. */
  String summary() {
    return "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\",\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\",\"result_bytes\":\"%d\",\"elapsed_ns\":\"%d\"}"
        .formatted(
            Chdb.chdb_result_storage_rows_read(result),
            Chdb.chdb_result_storage_bytes_read(result),
            Chdb.chdb_result_rows_written(result),
            Chdb.chdb_result_bytes_written(result),
            Chdb.chdb_result_rows_read(result),
            Chdb.chdb_result_bytes_read(result),
            (long) (Chdb.chdb_result_elapsed(result) * 1e9));
  }

  @Override
  public void close() {
    Chdb.chdb_destroy_query_result(result);
  }
}
