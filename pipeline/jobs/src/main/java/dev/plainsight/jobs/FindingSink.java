package dev.plainsight.jobs;

import dev.plainsight.detect.Finding;
import dev.plainsight.store.FindingRow;
import dev.plainsight.store.FindingTables;
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

/**
 * Makes findings visible, in the store and on their topic, exactly when the state they come from is
 * safe.
 *
 * <pre>
 * findings    f1 f2 | f2' f3 ...crash     after restore: folded again from the checkpoint
 * checkpoint        ^ f1 f2 become visible; f2' and f3 never were
 * </pre>
 *
 * Why not at once: a finding that rests on an order of arrival which the restored job does not see
 * again would stand forever, with nobody left to retract it. The price is one checkpoint interval.
 */
final class FindingSink implements Sink<Finding>, SupportsCommitter<List<FindingRow>> {
  private final StoreAccess access;
  private final String bootstrap;

  /**
   * @param bootstrap the brokers of the findings topic
   */
  FindingSink(StoreAccess access, String bootstrap) {
    this.access = access;
    this.bootstrap = bootstrap;
  }

  @Override
  public CommittingSinkWriter<Finding, List<FindingRow>> createWriter(WriterInitContext context) {
    return new Writer();
  }

  @Override
  public Committer<List<FindingRow>> createCommitter(CommitterInitContext context) {
    return new Publisher(access, Store.open(access.address()), new FindingLog(bootstrap));
  }

  @Override
  public SimpleVersionedSerializer<List<FindingRow>> getCommittableSerializer() {
    return new Bytes();
  }

  /** Of several versions within one checkpoint only the newest is kept: nobody saw the others. */
  private static final class Writer implements CommittingSinkWriter<Finding, List<FindingRow>> {
    private final Map<String, Finding> newest = new LinkedHashMap<>();

    @Override
    public void write(Finding finding, Context context) {
      newest.merge(finding.id(), finding, (a, b) -> a.version() >= b.version() ? a : b);
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<List<FindingRow>> prepareCommit() {
      if (newest.isEmpty()) {
        return List.of();
      }
      long now = System.currentTimeMillis();
      List<FindingRow> rows = new ArrayList<>();
      newest.values().forEach(finding -> rows.add(new FindingRow(finding, now)));
      newest.clear();
      return List.of(rows);
    }

    @Override
    public void close() {}
  }

  private record Publisher(StoreAccess access, Store store, FindingLog log)
      implements Committer<List<FindingRow>> {
    @Override
    public void commit(Collection<CommitRequest<List<FindingRow>>> requests)
        throws InterruptedException {
      Map<Table<FindingRow>, Rows<FindingRow>> rows = new LinkedHashMap<>();
      List<Finding> findings = new ArrayList<>();
      for (CommitRequest<List<FindingRow>> request : requests) {
        for (FindingRow row : request.getCommittable()) {
          rows.computeIfAbsent(FindingTables.of(row.finding().purpose()), Rows::new).add(row);
          findings.add(row.finding());
        }
      }
      for (Rows<FindingRow> table : rows.values()) {
        access.insert(store, table);
      }
      log.append(findings);
    }

    @Override
    public void close() {
      log.close();
      store.close();
    }
  }

  /** Rows in the bytes of Flink's own serializer. */
  private static final class Bytes implements SimpleVersionedSerializer<List<FindingRow>> {
    private final TypeSerializer<List<FindingRow>> serializer =
        Types.LIST(TypeInformation.of(FindingRow.class))
            .createSerializer(new SerializerConfigImpl());

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(List<FindingRow> rows) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(1024);
      serializer.serialize(rows, out);
      return out.getCopyOfBuffer();
    }

    @Override
    public List<FindingRow> deserialize(int version, byte[] bytes) throws IOException {
      return serializer.deserialize(new DataInputDeserializer(bytes));
    }
  }
}
