package dev.plainsight.store;

import com.clickhouse.client.api.Client;
import dev.plainsight.local.engine.LiveEngine;
import java.nio.file.Path;
import java.util.List;

/** A store of our schema on a real engine; here because it needs what only this package sees. */
final class LiveStore implements AutoCloseable {
  final LiveEngine engine;
  final Store store;
  private final Client client;

  private LiveStore(LiveEngine engine) {
    this.engine = engine;
    this.store = Store.open(new StoreAddress(engine.url, "default", engine.password));
    this.client = engine.client();
  }

  static LiveStore start(Path folder) throws Exception {
    return new LiveStore(LiveEngine.start(folder));
  }

  /** The one value of a question, as text; rows are seen as they lie, without {@code final}. */
  String one(String sql) {
    return client.queryAll("SELECT toString((" + sql + ")) AS x").get(0).getString("x");
  }

  List<String> column(String sql) {
    return store.query(new Query("test", sql), Parameters.none(), row -> row.text("x"));
  }

  void empty() {
    for (String database : List.of("activity", "security", "evidence")) {
      store.execute("DROP DATABASE IF EXISTS " + database + " SYNC");
    }
    store.execute("DROP TABLE IF EXISTS plainsight_migrations SYNC");
  }

  @Override
  public void close() throws Exception {
    client.close();
    store.close();
    engine.close();
  }
}
