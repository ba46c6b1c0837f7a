package dev.plainsight.store;

import java.util.List;

/**
 * Rows on their way to one table, already in the form they are sent in: what was added may change
 * or go away.
 */
public final class Rows<T> {
  private final Table<T> table;
  private RowBinary bytes = new RowBinary(1 << 12);
  private int count;

  public Rows(Table<T> table) {
    this.table = table;
  }

  /** Rows of a list. */
  public static <T> Rows<T> of(Table<T> table, List<T> list) {
    Rows<T> rows = new Rows<>(table);
    list.forEach(rows::add);
    return rows;
  }

  public void add(T row) {
    table.write(bytes, row);
    count++;
  }

  public int count() {
    return count;
  }

  /** Lets go of all rows. */
  public void clear() {
    bytes = new RowBinary(Math.min(bytes.size(), 1 << 22));
    count = 0;
  }

  Table<T> table() {
    return table;
  }

  RowBinary bytes() {
    return bytes;
  }
}
