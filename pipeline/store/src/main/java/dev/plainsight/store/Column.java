package dev.plainsight.store;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * One column of a table and how a row fills it.
 *
 * @param <T> what one row is made of
 */
record Column<T>(String name, Cell<T> cell) {
  /** Writes one value. */
  interface Cell<T> {
    void write(RowBinary out, T row);
  }

  static <T> Column<T> text(String name, Function<T, String> value) {
    return new Column<>(name, (out, row) -> out.text(value.apply(row)));
  }

  static <T> Column<T> texts(String name, Function<T, List<String>> values) {
    return new Column<>(name, (out, row) -> out.array(values.apply(row), RowBinary::text));
  }

  static <T> Column<T> u8(String name, ToLongFunction<T> value) {
    return new Column<>(name, (out, row) -> out.u8((int) value.applyAsLong(row)));
  }

  static <T> Column<T> u32(String name, ToLongFunction<T> value) {
    return new Column<>(name, (out, row) -> out.u32(value.applyAsLong(row)));
  }

  static <T> Column<T> u64(String name, ToLongFunction<T> value) {
    return new Column<>(name, (out, row) -> out.u64(value.applyAsLong(row)));
  }

  /** DateTime64(3): ms since 1970 UTC. */
  static <T> Column<T> at(String name, ToLongFunction<T> value) {
    return u64(name, value);
  }

  static <T> Column<T> day(String name, ToLongFunction<T> value) {
    return new Column<>(name, (out, row) -> out.day(value.applyAsLong(row)));
  }

  static <T> Column<T> flag(String name, Function<T, Boolean> value) {
    return new Column<>(name, (out, row) -> out.u8(value.apply(row) ? 1 : 0));
  }

  /** UUID: two halves, each little-endian. */
  static <T> Column<T> uuid(String name, Function<T, UUID> value) {
    return new Column<>(
        name,
        (out, row) -> {
          UUID id = value.apply(row);
          out.u64(id.getMostSignificantBits());
          out.u64(id.getLeastSignificantBits());
        });
  }

  static <T> Column<T> real(String name, ToDoubleFunction<T> value) {
    return new Column<>(name, (out, row) -> out.real(value.applyAsDouble(row)));
  }

  static <T> Column<T> bytes(String name, Function<T, byte[]> value) {
    return new Column<>(name, (out, row) -> out.bytes(value.apply(row)));
  }

  /** FixedString(n): exactly n bytes. */
  static <T> Column<T> fixed(String name, Function<T, byte[]> value) {
    return new Column<>(name, (out, row) -> out.fixed(value.apply(row)));
  }

  /** Array(UInt32) of ints, or Array(UInt64)/Array(Float64) by the given writer. */
  static <T, V> Column<T> array(
      String name, Function<T, List<V>> values, java.util.function.BiConsumer<RowBinary, V> each) {
    return new Column<>(name, (out, row) -> out.array(values.apply(row), each));
  }
}
