package dev.plainsight.store;

import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import java.time.LocalDate;
import java.util.List;

/**
 * The row of an answer that the reader stands at. Not to be kept beyond the call it is given to.
 */
public final class Row {
  private final ClickHouseBinaryFormatReader reader;

  Row(ClickHouseBinaryFormatReader reader) {
    this.reader = reader;
  }

  /** The column's text; empty for NULL. */
  public String text(String column) {
    return reader.hasValue(column) ? reader.getString(column) : "";
  }

  public long number(String column) {
    return reader.getLong(column);
  }

  public double real(String column) {
    return reader.getDouble(column);
  }

  public boolean flag(String column) {
    return reader.getBoolean(column);
  }

  /** Ms since 1970 UTC. */
  public long at(String column) {
    return reader.getZonedDateTime(column).toInstant().toEpochMilli();
  }

  public LocalDate day(String column) {
    return reader.getLocalDate(column);
  }

  public <V> List<V> list(String column) {
    return reader.getList(column);
  }

  public boolean isNull(String column) {
    return !reader.hasValue(column);
  }
}
