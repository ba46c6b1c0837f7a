package dev.plainsight.jobs;

import dev.plainsight.contract.Settings;
import dev.plainsight.contract.SettingsException;
import dev.plainsight.store.Rows;
import dev.plainsight.store.Store;
import dev.plainsight.store.StoreAddress;
import dev.plainsight.store.StoreException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the sinks reach the store. The password is read where it is used and is in no plan or log.
 */
record StoreAccess(String url, String user, String passwordFile, long retrySeconds)
    implements Serializable {
  static StoreAccess of(Settings settings) {
    return new StoreAccess(
        settings.text("store.url"),
        settings.text("store.user"),
        settings.text("store.password_file"),
        settings.number("store.retry_s", 0, 3600));
  }

  /**
   * Writes again while the store is away, so that a store that restarts does not restart the job.
   */
  void insert(Store store, Rows<?> rows) throws InterruptedException {
    for (long tries = 0; ; tries++) {
      try {
        store.insert(rows);
        return;
      } catch (StoreException e) {
        if (tries >= retrySeconds) {
          throw e;
        }
        Thread.sleep(1_000);
      }
    }
  }

  StoreAddress address() {
    if (passwordFile.isEmpty()) {
      return new StoreAddress(url, user, "");
    }
    try {
      return new StoreAddress(url, user, Files.readString(Path.of(passwordFile)).strip());
    } catch (IOException e) {
      throw new SettingsException(
          "store.password_file: cannot read " + passwordFile + ": " + e.getMessage(), e);
    }
  }
}
