package dev.plainsight.store;

import java.util.List;

/**
 * A table that rows are written to. Its sorting key holds the identity of a row, so writing the
 * same row twice changes nothing.
 *
 * @param name database and table
 * @param <T> what one row is made of
 */
public record Table<T>(String name, List<Column<T>> columns) {
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  static <T> Table<T> of(String name, List<Column<T>> first, Column<T>... rest) {
    return new Table<>(
        name,
        java.util.stream.Stream.concat(first.stream(), java.util.stream.Stream.of(rest)).toList());
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  void write(RowBinary out, T row) {
    for (Column<T> column : columns) {
      column.cell().write(out, row);
    }
  }
}
