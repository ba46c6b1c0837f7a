package dev.plainsight.store;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store: rows in by RowBinary, questions by named queries. Every question sees one row for each
 * identity, however often it was written ({@code final}), and NULL for what a join did not find
 * ({@code join_use_nulls}). Safe for many threads.
 */
public final class Store implements AutoCloseable {
  /**
   * By default 100: one device whose events are of more months than that, by its logs or its lies,
   * would stop the writer for all. 0: no limit; what the contract lets through is bounded.
   */
  private static final String MONTHS_IN_ONE_INSERT = "max_partitions_per_insert_block";

  private final Client client;
  private final StoreAddress address;

  private Store(Client client, StoreAddress address) {
    this.client = client;
    this.address = address;
  }

  /** No connection is opened until the first call. */
  public static Store open(StoreAddress address) {
    Client client =
        new Client.Builder()
            .addEndpoint(address.url())
            .setUsername(address.user())
            .setPassword(address.password())
            .setConnectTimeout(5, ChronoUnit.SECONDS)
            .setSocketTimeout(300, ChronoUnit.SECONDS)
            .setMaxConnections(16)
            .setMaxRetries(0)
            .compressServerResponse(false)
            .compressClientRequest(false)
            .build();
    return new Store(client, address);
  }

  /** Writes all rows in one request: all of them or none. */
  public <T> void insert(Table<T> table, List<T> rows) {
    insert(Rows.of(table, rows));
  }

  /** Writes all rows in one request: all of them or none. They stay in the buffer. */
  public void insert(Rows<?> rows) {
    if (rows.count() == 0) {
      return;
    }
    Table<?> table = rows.table();
    await(
        "insert into " + table.name(),
        () -> {
          try (InsertResponse response =
              client
                  .insert(
                      table.name(),
                      table.columnNames(),
                      rows.bytes()::writeTo,
                      ClickHouseFormat.RowBinary,
                      new InsertSettings().serverSetting(MONTHS_IN_ONE_INSERT, "0"))
                  .get()) {
            return response.getWrittenRows();
          }
        });
  }

  /** All rows of the answer. */
  public <R> List<R> query(Query query, Parameters parameters, Function<Row, R> each) {
    List<R> rows = new ArrayList<>();
    stream(query, parameters, row -> rows.add(each.apply(row)));
    return rows;
  }

  /** The rows of the answer one by one, in flat memory. */
  public void stream(Query query, Parameters parameters, Consumer<Row> each) {
    await(
        "query " + query.name(),
        () -> {
          try (QueryResponse response =
                  client.query(query.sql(), parameters.values(), settings()).get();
              ClickHouseBinaryFormatReader reader = client.newBinaryFormatReader(response)) {
            Row row = new Row(reader);
            while (reader.hasNext()) {
              reader.next();
              each.accept(row);
            }
            return 0;
          }
        });
  }

  /** Runs a statement that answers nothing, such as one of a migration. */
  void execute(String sql) {
    await(
        "statement",
        () -> {
          try (QueryResponse response = client.query(sql).get()) {
            return response.getReadRows();
          }
        });
  }

  /** Whether the store answers. */
  public boolean isUp() {
    return client.ping(5_000);
  }

  @Override
  public void close() {
    client.close();
  }

  private static QuerySettings settings() {
    return new QuerySettings()
        .setFormat(ClickHouseFormat.RowBinaryWithNamesAndTypes)
        .serverSetting("final", "1")
        .serverSetting("join_use_nulls", "1");
  }

  /** A call to the store that may fail in its own ways. */
  private interface Call {
    Object run() throws Exception;
  }

  private void await(String what, Call call) {
    try {
      call.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(what, e);
    } catch (ExecutionException e) {
      throw failed(what, e.getCause());
    } catch (Exception e) {
      throw failed(what, e);
    }
  }

  private StoreException failed(String what, @Nullable Throwable cause) {
    return new StoreException(
        what + " failed at " + address + ": " + (cause == null ? "" : cause.getMessage()), cause);
  }
}
