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
  private static final char ASCII_MAX = 0x7F;
  private static final char LATIN_MAX = 0xFF;
  private static final int SPREAD = 0x9E3779B1;
  private static final int[] NONE = {};

  /** Told of each pattern that matches. */
  interface Hits {
    void hit(int atom);
  }

  /**
   * One way in which a pattern shows itself.
   *
   * @param probe a place of the literal outside its gram, looked at first: most that pass the table
   *     differ there
   */
  private record Entry(
      int atom,
      String literal,
      byte[] bytes,
      int offset,
      int probe,
      boolean start,
      boolean end,
      boolean wide,
      @Nullable Glob check) {

    boolean matches(Lowered value, int gramAt) {
      int from = gramAt - offset;
      int to = from + bytes.length;
      return from >= 0
          && to <= value.bytes.length
          && value.bytes[from + probe] == bytes[probe]
          && (!wide || value.isWide())
          && (!start || from == 0)
          && (!end || to == value.bytes.length)
          && value.has(literal, bytes, from)
          && (check == null || check.matches(value.text(check.cased())));
    }

    Entry at(int newOffset, int size) {
      int newProbe = newOffset > 0 ? 0 : Math.min(size, bytes.length - 1);
      return new Entry(atom, literal, bytes, newOffset, newProbe, start, end, wide, check);
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

  /** By length of a value: whether a pattern without wildcards has it. */
  private final boolean[] exactLengths;

  private final Map<Character, Entry[]> single;
  private final Table pairs;
  private final Table grams;

  private GramIndex(
      Map<String, int[]> exact,
      Map<Character, Entry[]> single,
      Map<Integer, Entry[]> pairs,
      Map<Integer, Entry[]> grams) {
    this.exact = exact;
    this.exactLengths =
        new boolean[exact.keySet().stream().mapToInt(String::length).max().orElse(-1) + 1];
    exact.keySet().forEach(text -> exactLengths[text.length()] = true);
    this.single = single;
    this.pairs = new Table(pairs);
    this.grams = new Table(grams);
  }

  /** Tells of every pattern that matches the value. */
  void find(String text, Hits hits) {
    Lowered value = new Lowered(text);
    if (value.bytes.length < exactLengths.length && exactLengths[value.bytes.length]) {
      for (int atom : exact.getOrDefault(value.text(false), NONE)) {
        hits.hit(atom);
      }
    }
    if (value.isBeyondAscii() && !single.isEmpty()) {
      findSingle(value, hits);
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

  /** By a character beyond ASCII: letters that look like others, marks that nobody types. */
  private void findSingle(Lowered value, Hits hits) {
    String text = value.text(false);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > ASCII_MAX) {
        hit(single.get(text.charAt(i)), value, i, hits);
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
                0,
                oneRun && glob.startBound(),
                oneRun && glob.endBound(),
                lower.chars().anyMatch(c -> c > LATIN_MAX),
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
      return literal.length() >= PAIR || (literal.length() == 1 && literal.charAt(0) > ASCII_MAX);
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
      Map<Character, List<Entry>> bySingle = new TreeMap<>();
      for (Entry entry : found) {
        int rare = lastBeyond(entry.literal, entry.wide ? LATIN_MAX : ASCII_MAX);
        if (entry.wide || entry.bytes.length < PAIR) {
          bySingle
              .computeIfAbsent(entry.literal.charAt(rare), any -> new ArrayList<>())
              .add(entry.at(rare, 1));
          continue;
        }
        boolean isLong = entry.bytes.length >= GRAM;
        int size = isLong ? GRAM : PAIR;
        int offset = rarest(entry.bytes, size, isLong ? gramUses : pairUses);
        (isLong ? byGram : byPair)
            .computeIfAbsent(gram(entry.bytes, offset, size), any -> new ArrayList<>())
            .add(entry.at(offset, size));
      }
      Map<String, int[]> whole = new HashMap<>();
      exact.forEach(
          (text, atoms) -> whole.put(text, atoms.stream().mapToInt(Integer::intValue).toArray()));
      return new GramIndex(whole, arrays(bySingle), arrays(byPair), arrays(byGram));
    }

    /** The last, for the first half of a pair of surrogates is the same for many. */
    private static int lastBeyond(String literal, char most) {
      int at = literal.length() - 1;
      while (at > 0 && literal.charAt(at) <= most) {
        at--;
      }
      return at;
    }

    private static <K> Map<K, Entry[]> arrays(Map<K, List<Entry>> lists) {
      Map<K, Entry[]> arrays = new HashMap<>();
      lists.forEach((gram, entries) -> arrays.put(gram, entries.toArray(Entry[]::new)));
      return arrays;
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
