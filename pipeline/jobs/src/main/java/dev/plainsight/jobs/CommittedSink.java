package dev.plainsight.jobs;

import dev.plainsight.store.Rows;
import dev.plainsight.store.Store;
import dev.plainsight.store.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes what was concluded visible, exactly when the state it comes from is safe.
 *
 * <pre>
 * findings    f1 f2 | f2' f3 ...crash     after restore: folded again from the checkpoint
 * checkpoint        ^ f1 f2 become visible; f2' and f3 never were
 * </pre>
 *
 * Why not at once: a finding that rests on an order of arrival which the restored job does not see
 * again would stand forever, with nobody left to retract it. The price is one checkpoint interval.
 *
 * @param <T> what is concluded, in versions
 * @param <R> its row
 */
final class CommittedSink<T, R> implements Sink<T>, SupportsCommitter<List<R>> {
  private final Conclusion<T, R> conclusion;
  private final StoreAccess access;
  private final String bootstrap;

  /**
   * @param bootstrap the brokers of the topic, where the conclusion has one
   */
  CommittedSink(Conclusion<T, R> conclusion, StoreAccess access, String bootstrap) {
    this.conclusion = conclusion;
    this.access = access;
    this.bootstrap = bootstrap;
  }

  @Override
  public CommittingSinkWriter<T, List<R>> createWriter(WriterInitContext context) {
    return new Writer<>(conclusion);
  }

  @Override
  public Committer<List<R>> createCommitter(CommitterInitContext context) {
    return new Publisher<>(
        conclusion,
        access,
        Store.open(access.address()),
        conclusion.topic().isEmpty() ? null : new TopicLog(bootstrap, conclusion.topic()));
  }

  @Override
  public SimpleVersionedSerializer<List<R>> getCommittableSerializer() {
    return new Bytes<>(conclusion.rowType());
  }

  /** Of several versions within one checkpoint only the newest is kept: nobody saw the others. */
  private static final class Writer<T, R> implements CommittingSinkWriter<T, List<R>> {
    private final Conclusion<T, R> conclusion;
    private final Map<String, T> newest = new LinkedHashMap<>();

    Writer(Conclusion<T, R> conclusion) {
      this.conclusion = conclusion;
    }

    @Override
    public void write(T version, Context context) {
      newest.merge(
          conclusion.id(version),
          version,
          (a, b) -> conclusion.version(a) >= conclusion.version(b) ? a : b);
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<List<R>> prepareCommit() {
      if (newest.isEmpty()) {
        return List.of();
      }
      long now = System.currentTimeMillis();
      List<R> rows = new ArrayList<>();
      newest.values().forEach(version -> rows.add(conclusion.row(version, now)));
      newest.clear();
      return List.of(rows);
    }

    @Override
    public void close() {}
  }

  private record Publisher<T, R>(
      Conclusion<T, R> conclusion, StoreAccess access, Store store, @Nullable TopicLog log)
      implements Committer<List<R>> {
    @Override
    public void commit(Collection<CommitRequest<List<R>>> requests) throws InterruptedException {
      Map<Table<R>, Rows<R>> rows = new LinkedHashMap<>();
      List<R> all = new ArrayList<>();
      for (CommitRequest<List<R>> request : requests) {
        for (R row : request.getCommittable()) {
          rows.computeIfAbsent(conclusion.table(row), Rows::new).add(row);
          all.add(row);
        }
      }
      for (Rows<R> table : rows.values()) {
        access.insert(store, table);
      }
      if (log != null) {
        log.append(all, conclusion::key, conclusion::json);
      }
    }

    @Override
    public void close() {
      if (log != null) {
        log.close();
      }
      store.close();
    }
  }

  /** Rows in the bytes of Flink's own serializer. */
  private static final class Bytes<R> implements SimpleVersionedSerializer<List<R>> {
    private final TypeSerializer<List<R>> serializer;

    Bytes(Class<R> rowType) {
      serializer =
          Types.LIST(TypeInformation.of(rowType)).createSerializer(new SerializerConfigImpl());
    }

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(List<R> rows) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(1024);
      serializer.serialize(rows, out);
      return out.getCopyOfBuffer();
    }

    @Override
    public List<R> deserialize(int version, byte[] bytes) throws IOException {
      return serializer.deserialize(new DataInputDeserializer(bytes));
    }
  }
}
