package dev.plainsight.jobs;

import dev.plainsight.store.Rows;
import dev.plainsight.store.Store;
import dev.plainsight.store.Table;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes rows at least once; the tables make it once, for their sorting key holds the identity.
 * Rows leave by number, by age, and at each checkpoint.
 */
final class StoreSink<T> implements Sink<T> {
  static final int ROWS_MAX = 50_000;
  static final long AGE_MS_MAX = 1_000;

  /** Where a row belongs. */
  interface Destination<T> extends Function<T, Table<T>>, Serializable {}

  private final StoreAccess access;
  private final Destination<T> destination;

  StoreSink(StoreAccess access, Destination<T> destination) {
    this.access = access;
    this.destination = destination;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new Writer<>(access, destination, context.getProcessingTimeService());
  }

  private static final class Writer<T> implements SinkWriter<T> {
    private final StoreAccess access;
    private final Store store;
    private final Destination<T> destination;
    private final ProcessingTimeService clock;
    private final Map<Table<T>, Rows<T>> waiting = new LinkedHashMap<>();
    private int count;

    Writer(StoreAccess access, Destination<T> destination, ProcessingTimeService clock) {
      this.access = access;
      this.store = Store.open(access.address());
      this.destination = destination;
      this.clock = clock;
    }

    @Override
    public void write(T row, Context context) throws InterruptedException {
      if (count == 0) {
        var unused =
            clock.registerTimer(clock.getCurrentProcessingTime() + AGE_MS_MAX, at -> flush(false));
      }
      waiting.computeIfAbsent(destination.apply(row), Rows::new).add(row);
      if (++count >= ROWS_MAX) {
        flush(false);
      }
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
      for (Rows<T> rows : waiting.values()) {
        access.insert(store, rows);
        rows.clear();
      }
      count = 0;
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
