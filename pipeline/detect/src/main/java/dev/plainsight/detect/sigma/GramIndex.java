package dev.plainsight.detect.sigma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All text patterns of one field, found in one pass over its value. Of each literal the rarest four
 * characters (of a short one: two) stand in a table behind a bitmap that fits the nearest cache;
 * only where those pass is the literal compared.
 *
 * <pre>
 * value     c : \ t e m p \ p o w e r s h e l l . e x e
 * window                    [\ p o w]   in the bitmap? in the table? then compare \powershell.exe
 * </pre>
 */
final class GramIndex {
  private static final int GRAM = 4;
  private static final int PAIR = 2;
  private static final int SPREAD = 0x9E3779B1;
  private static final int[] NONE = {};

  /** Told of each pattern that matches. */
  interface Hits {
    void hit(int atom);
  }

  /** One way in which a pattern shows itself. */
  private record Entry(
      int atom,
      String literal,
      byte[] bytes,
      int offset,
      boolean start,
      boolean end,
      boolean wide,
      @Nullable Glob check) {

    boolean matches(Lowered value, int gramAt) {
      int from = gramAt - offset;
      return (!wide || value.isWide())
          && (!start || from == 0)
          && (!end || from + bytes.length == value.bytes.length)
          && value.has(literal, bytes, from)
          && (check == null || check.matches(value.text(check.cased())));
    }
  }

  /** Entries by gram, behind a bitmap that says of most grams that there are none. */
  private static final class Table {
    private final long[] bitmap;
    private final int bitmapShift;
    private final int[] keys;
    private final Entry[][] slots;
    private final int slotShift;

    Table(Map<Integer, Entry[]> byGram) {
      int size = 32 - Integer.numberOfLeadingZeros(byGram.size() + 1);
      this.bitmapShift = 32 - Math.max(10, size + 4);
      this.bitmap = new long[1 << (32 - bitmapShift - 6)];
      this.slotShift = 32 - Math.max(4, size + 1);
      this.keys = new int[1 << (32 - slotShift)];
      this.slots = new Entry[keys.length][];
      byGram.forEach(this::put);
    }

    private void put(int gram, Entry[] entries) {
      int bit = (gram * SPREAD) >>> bitmapShift;
      bitmap[bit >>> 6] |= 1L << bit;
      int slot = (gram * SPREAD) >>> slotShift;
      while (slots[slot] != null) {
        slot = (slot + 1) & (keys.length - 1);
      }
      keys[slot] = gram;
      slots[slot] = entries;
    }

    boolean mayHave(int gram) {
      int bit = (gram * SPREAD) >>> bitmapShift;
      return (bitmap[bit >>> 6] & 1L << bit) != 0;
    }

    Entry @Nullable [] get(int gram) {
      int slot = (gram * SPREAD) >>> slotShift;
      while (slots[slot] != null && keys[slot] != gram) {
        slot = (slot + 1) & (keys.length - 1);
      }
      return slots[slot];
    }
  }

  private final Map<String, int[]> exact;
  private final int exactLengthMax;
  private final Map<Character, Entry[]> wide;
  private final Table pairs;
  private final Table grams;

  private GramIndex(
      Map<String, int[]> exact,
      Map<Character, Entry[]> wide,
      Map<Integer, Entry[]> pairs,
      Map<Integer, Entry[]> grams) {
    this.exact = exact;
    this.exactLengthMax = exact.keySet().stream().mapToInt(String::length).max().orElse(-1);
    this.wide = wide;
    this.pairs = new Table(pairs);
    this.grams = new Table(grams);
  }

  /** Tells of every pattern that matches the value. */
  void find(String text, Hits hits) {
    Lowered value = new Lowered(text);
    if (text.length() <= exactLengthMax) {
      for (int atom : exact.getOrDefault(value.text(false), NONE)) {
        hits.hit(atom);
      }
    }
    if (value.isWide() && !wide.isEmpty()) {
      findWide(value, hits);
    }
    byte[] bytes = value.bytes;
    int gram = 0;
    for (int i = 0; i < bytes.length; i++) {
      gram = gram << 8 | (bytes[i] & 0xFF);
      if (pairs.mayHave(gram & 0xFFFF) && i >= PAIR - 1) {
        hit(pairs.get(gram & 0xFFFF), value, i - PAIR + 1, hits);
      }
      if (grams.mayHave(gram) && i >= GRAM - 1) {
        hit(grams.get(gram), value, i - GRAM + 1, hits);
      }
    }
  }

  /** Single characters beyond Latin-1: letters that look like others, marks that nobody types. */
  private void findWide(Lowered value, Hits hits) {
    String text = value.text(false);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        hit(wide.get(text.charAt(i)), value, i, hits);
      }
    }
  }

  private static void hit(Entry @Nullable [] entries, Lowered value, int at, Hits hits) {
    if (entries != null) {
      for (Entry entry : entries) {
        if (entry.matches(value, at)) {
          hits.hit(entry.atom);
        }
      }
    }
  }

  /** Gathers the patterns of one field. */
  static final class Builder {
    private final Map<String, List<Integer>> exact = new HashMap<>();
    private final List<Entry> found = new ArrayList<>();
    private final Map<Integer, Integer> gramUses = new HashMap<>();
    private final Map<Integer, Integer> pairUses = new HashMap<>();

    /** Takes the pattern in; false where it has no literal that is long enough to look for. */
    boolean add(int atom, Glob glob) {
      String plain = glob.plain();
      if (plain != null && !glob.cased()) {
        exact.computeIfAbsent(plain, any -> new ArrayList<>()).add(atom);
        return true;
      }
      List<String> literals = glob.literals();
      if (!literals.stream().allMatch(Builder::isFindable)) {
        return false;
      }
      boolean oneRun = glob.isOneRun() && !glob.cased();
      for (String literal : literals) {
        String lower = literal.toLowerCase(Locale.ROOT);
        byte[] bytes = Lowered.bytes(lower);
        count(bytes);
        found.add(
            new Entry(
                atom,
                lower,
                bytes,
                0,
                oneRun && glob.startBound(),
                oneRun && glob.endBound(),
                lower.chars().anyMatch(c -> c > 0xFF),
                oneRun ? null : glob));
      }
      return true;
    }

    /** Finds those patterns too. */
    Builder with(@Nullable Builder other) {
      if (other != null) {
        found.addAll(other.found);
        other.found.stream()
            .filter(each -> each.bytes.length >= PAIR)
            .forEach(each -> count(each.bytes));
        other.exact.forEach(
            (text, atoms) -> exact.computeIfAbsent(text, any -> new ArrayList<>()).addAll(atoms));
      }
      return this;
    }

    private static boolean isFindable(String literal) {
      return literal.length() >= PAIR || (literal.length() == 1 && literal.charAt(0) > 0xFF);
    }

    private void count(byte[] bytes) {
      boolean isLong = bytes.length >= GRAM;
      int size = isLong ? GRAM : PAIR;
      for (int i = 0; i + size <= bytes.length; i++) {
        (isLong ? gramUses : pairUses).merge(gram(bytes, i, size), 1, Integer::sum);
      }
    }

    GramIndex build() {
      Map<Integer, List<Entry>> byGram = new TreeMap<>();
      Map<Integer, List<Entry>> byPair = new TreeMap<>();
      Map<Character, List<Entry>> byWide = new TreeMap<>();
      for (Entry entry : found) {
        if (entry.bytes.length < PAIR) {
          byWide.computeIfAbsent(entry.literal.charAt(0), any -> new ArrayList<>()).add(entry);
          continue;
        }
        boolean isLong = entry.bytes.length >= GRAM;
        int size = isLong ? GRAM : PAIR;
        int offset = rarest(entry.bytes, size, isLong ? gramUses : pairUses);
        (isLong ? byGram : byPair)
            .computeIfAbsent(gram(entry.bytes, offset, size), any -> new ArrayList<>())
            .add(at(entry, offset));
      }
      Map<String, int[]> whole = new HashMap<>();
      exact.forEach(
          (text, atoms) -> whole.put(text, atoms.stream().mapToInt(Integer::intValue).toArray()));
      return new GramIndex(whole, arrays(byWide), arrays(byPair), arrays(byGram));
    }

    private static <K> Map<K, Entry[]> arrays(Map<K, List<Entry>> lists) {
      Map<K, Entry[]> arrays = new HashMap<>();
      lists.forEach((gram, entries) -> arrays.put(gram, entries.toArray(Entry[]::new)));
      return arrays;
    }

    private static Entry at(Entry entry, int offset) {
      return new Entry(
          entry.atom,
          entry.literal,
          entry.bytes,
          offset,
          entry.start,
          entry.end,
          entry.wide,
          entry.check);
    }

    /** What few literals share few events will have: so a rule set tells what is rare. */
    private static int rarest(byte[] bytes, int size, Map<Integer, Integer> uses) {
      return java.util.stream.IntStream.rangeClosed(0, bytes.length - size)
          .boxed()
          .min(Comparator.comparing(at -> Objects.requireNonNull(uses.get(gram(bytes, at, size)))))
          .orElseThrow();
    }

    private static int gram(byte[] bytes, int at, int size) {
      int gram = 0;
      for (byte b : Arrays.copyOfRange(bytes, at, at + size)) {
        gram = gram << 8 | (b & 0xFF);
      }
      return gram;
    }
  }
}
