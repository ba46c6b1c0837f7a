package dev.plainsight.local.engine;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The C interface of libchdb 26.7, as far as we use it. Names and argument orders are the header's;
 * sizes are 64-bit. One data path per process, any number of connections to it, one statement at a
 * time per connection.
 */
final class Chdb {
  private Chdb() {}

  /** Binds the library and leaves the signals to the JVM, which lives on SIGSEGV. */
  static void load(Path library) {
    Native.register(Chdb.class, library.toAbsolutePath().toString());
    chdb_set_signal_handlers_enabled(0);
  }

  static native void chdb_set_signal_handlers_enabled(int enabled);

  static native String chdb_version();

  static native @Nullable Pointer chdb_connect(int argc, Pointer argv);

  static native void chdb_close_conn(Pointer connection);

  static native int chdb_shutdown();

  static native Pointer chdb_query_with_params_n(
      Pointer connection,
      Pointer sql,
      long sqlLength,
      Pointer format,
      long formatLength,
      Pointer names,
      Pointer nameLengths,
      Pointer values,
      Pointer valueLengths,
      long count);

  static native Pointer chdb_stream_query_with_params_n(
      Pointer connection,
      Pointer sql,
      long sqlLength,
      Pointer format,
      long formatLength,
      Pointer names,
      Pointer nameLengths,
      Pointer values,
      Pointer valueLengths,
      long count);

  static native Pointer chdb_stream_fetch_result(Pointer connection, Pointer stream);

  static native void chdb_stream_cancel_query(Pointer connection, Pointer stream);

  static native Pointer chdb_stream_insert_with_params_n(
      Pointer connection,
      Pointer sql,
      long sqlLength,
      Pointer format,
      long formatLength,
      Pointer names,
      Pointer nameLengths,
      Pointer values,
      Pointer valueLengths,
      long count);

  static native int chdb_stream_append(Pointer insert, Pointer bytes, long length);

  static native Pointer chdb_stream_done(Pointer insert);

  static native void chdb_stream_cancel_insert(Pointer insert);

  static native @Nullable Pointer chdb_stream_insert_error(Pointer insert);

  static native void chdb_destroy_insert_stream(Pointer insert);

  static native @Nullable Pointer chdb_result_buffer(Pointer result);

  static native long chdb_result_length(Pointer result);

  static native double chdb_result_elapsed(Pointer result);

  static native long chdb_result_rows_read(Pointer result);

  static native long chdb_result_bytes_read(Pointer result);

  static native long chdb_result_storage_rows_read(Pointer result);

  static native long chdb_result_storage_bytes_read(Pointer result);

  static native long chdb_result_rows_written(Pointer result);

  static native long chdb_result_bytes_written(Pointer result);

  static native @Nullable Pointer chdb_result_error(Pointer result);

  static native void chdb_destroy_query_result(Pointer result);
}
